import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { foldAddress } from '../../server/core/directory.ts'
import { createKeys, type MasterKey } from '../../server/core/keys.ts'
import { isCanary, isProbe, newCanary, newProbe } from '../../server/core/probe.ts'

const master = (id: string): MasterKey => ({ id, bytes: randomBytes(32) })
const [first, second] = [master('k1'), master('k2')]
const keys = createKeys([first])
const rotated = createKeys([second, first])
const foreign = createKeys([second])

/** One character of it is another one. */
const spoilt = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`

describe('a question of our own', () => {
  const made = newProbe(keys)
  const canary = newCanary(keys, 'cqu.edu.cn')

  it('is known by every process that has the key, also while it is being replaced', () => {
    expect([isProbe(keys, made), isProbe(rotated, made), isProbe(foreign, made)]).toEqual([true, true, false])
    expect([isCanary(keys, canary), isCanary(rotated, canary), isCanary(foreign, canary)]).toEqual([true, true, false])
  })

  it('is another one each time', () => {
    expect(newProbe(keys)).not.toBe(made)
    expect(newCanary(keys, 'cqu.edu.cn')).not.toBe(canary)
  })

  it('fits where it travels: a quoted string of IMAP, and the name of a mailbox that is folded on its way', () => {
    expect(made).toMatch(/^[\w.-]{1,200}$/)
    expect(foldAddress(canary.toUpperCase())).toBe(canary)
    expect(canary.indexOf('@')).toBeLessThanOrEqual(64)
  })

  it('is not known any more when one character of it was changed', () => {
    const at = fc.nat({ max: made.length - 1 })
    fc.assert(fc.property(at, (at) => void expect(isProbe(keys, spoilt(made, at))).toBe(false)))
    const inCanary = fc.nat({ max: canary.length - 1 })
    fc.assert(fc.property(inCanary, (at) => void expect(isCanary(keys, spoilt(canary, at))).toBe(false)))
  })

  it.each(['', 'probe.', 'probe..', 'canary-@cqu.edu.cn', 'li@cqu.edu.cn'])('is not %j', (text) => {
    expect([isProbe(keys, text), isCanary(keys, text)]).toEqual([false, false])
  })
})
