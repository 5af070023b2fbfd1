import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { createKeys, isSame, type Keys, type MasterKey } from '../../server/core/keys.ts'

const master = (id: string): MasterKey => ({ id, bytes: randomBytes(32) })
const [first, second] = [master('k1'), master('k2')]
const keys = createKeys([first])
/** Whether it opens at all. */
function opens(ring: Keys, whose: readonly string[], sealed: string): boolean {
  try {
    ring.open(whose, sealed)
    return true
  } catch {
    return false
  }
}
const owner = ['binding', 'account-1', 'binding-1', 'openid']

describe('R7: sealing', () => {
  it('gives back any text, for its owner alone', () => {
    const property = (text: string, other: string[]) => {
      fc.pre(JSON.stringify(other) !== JSON.stringify(owner))
      const sealed = keys.seal(owner, text)
      expect(keys.open(owner, sealed)).toBe(Buffer.from(text).toString())
      expect(opens(keys, other, sealed)).toBe(false)
    }
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string(), { maxLength: 5 }), property))
  })

  it.each([
    ['another account', ['binding', 'account-2', 'binding-1', 'openid']],
    ['another binding', ['binding', 'account-1', 'binding-2', 'openid']],
    ['another field', ['binding', 'account-1', 'binding-1', 'key']],
    ['parts that only read alike', ['binding', 'account-1binding-1', '', 'openid']],
    ['parts that carry the separator', ['binding', 'account-1', '9:binding-1', 'openid']],
    ['one part less', ['binding', 'account-1', 'binding-1openid']],
    ['the parts in another order', ['account-1', 'binding', 'binding-1', 'openid']],
  ])('does not open for %s', (_, other) => {
    expect(opens(keys, other, keys.seal(owner, 'o-openid'))).toBe(false)
  })

  it('does not open when one character of it was changed', () => {
    const sealed = keys.seal(owner, 'o-openid')
    const [id = '', ...parts] = sealed.split('.')
    parts.forEach((part, at) => {
      const changed = parts.with(at, `${part[0] === 'A' ? 'B' : 'A'}${part.slice(1)}`)
      expect(opens(keys, owner, [id, ...changed].join('.'))).toBe(false)
    })
  })

  it.each(['', '...', 'k1', 'k1.a.b', 'k1....', 'unknown.a.b.c', 'k1.a.b.AAAA'])('does not open %p', (text) => {
    expect(opens(keys, owner, text)).toBe(false)
  })

  it('never makes the same text twice, nor one that shows what it holds', () => {
    const all = Array.from({ length: 100 }, () => keys.seal(owner, 'o-openid'))
    expect(new Set(all.map((text) => text.split('.')[1])).size).toBe(100)
    expect(all.join()).not.toContain(Buffer.from('o-openid').toString('base64url'))
  })
})

describe('a new key beside the old one', () => {
  const both = createKeys([second, first])

  it('still opens and finds what the old one made, and makes everything new itself', () => {
    expect(both.open(owner, keys.seal(owner, 'old'))).toBe('old')
    expect(both.seal(owner, 'new')).toMatch(/^k2\./)
    expect(both.mac('token', 'session', 'x')).toMatch(/^k2\./)
    expect(both.macs('token', 'session', 'x')).toEqual([
      createKeys([second]).mac('token', 'session', 'x'),
      keys.mac('token', 'session', 'x'),
    ])
    expect(both.signing().map(({ id }) => id)).toEqual(['k2', 'k1'])
  })

  it('once the old one is gone opens nothing of it', () => {
    const only = createKeys([second])
    expect(() => only.open(owner, keys.seal(owner, 'old'))).toThrow('unknown key')
    expect(only.macs('token', 'session', 'x')).not.toContain(keys.mac('token', 'session', 'x'))
  })

  it('of the same name is not the same key', () => {
    const impostor = createKeys([master('k1')])
    expect(opens(impostor, owner, keys.seal(owner, 'old'))).toBe(false)
  })
})

describe('a keyed hash', () => {
  it('tells purposes, owners and values apart, wherever the border between them is', () => {
    const made = [
      keys.mac('token', 'session', 'x'),
      keys.mac('token', 'phone', 'x'),
      keys.mac('ticket', 'session', 'x'),
      keys.mac('token', 'session', 'y'),
      keys.mac('tokens', 'ession', 'x'),
      keys.mac('token', 'sessionx', ''),
      keys.mac('token', '', 'sessionx'),
      keys.mac('', 'token', 'sessionx'),
    ]
    expect(new Set(made).size).toBe(made.length)
  })

  it('is under another key than the seal and the signature', () => {
    const { sign } = { sign: keys.signing()[0]!.bytes }
    expect(sign.equals(first.bytes)).toBe(false)
    expect(sign).toHaveLength(32)
  })

  it('P09: tokens come from the random source: 256 bits, never twice', () => {
    const tokens = Array.from({ length: 1_000 }, () => keys.token())
    expect(new Set(tokens).size).toBe(1_000)
    expect(tokens.every((token) => Buffer.from(token, 'base64url').length === 32)).toBe(true)
  })
})

it('texts are compared whole: a beginning is not enough', () => {
  expect(isSame('abc', 'abc')).toBe(true)
  for (const other of ['ab', 'abcd', '', 'abd', 'ABC', 'äbc']) expect(isSame('abc', other)).toBe(false)
})
