import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import {
  findBySecret,
  foldSecret,
  newAppPassword,
  secretMac,
  unfitFor,
  type AppPassword,
} from '../../server/core/app-password.ts'
import { createKeys } from '../../server/core/keys.ts'
import { limits } from '../../shared/limits.ts'

const [old, young] = ['k1', 'k2'].map((id) => ({ id, bytes: randomBytes(32) }))
const keys = createKeys([young!, old!])
const now = new Date('2026-11-26T08:00:00Z')
const text = 'abcdefghijklmnop'

const made = (more: Partial<AppPassword> = {}): AppPassword => ({
  id: 'an id',
  kind: 'client',
  name: 'Outlook',
  mac: secretMac(keys, 'an account', text),
  protocols: ['imap', 'pop3', 'smtp'],
  networks: [],
  createdAt: now,
  until: null,
  used: null,
  ...more,
})

const wanted = { kind: 'client' as const, name: 'Outlook', protocols: ['imap' as const, 'imap' as const], until: null }

describe('the text of an app password', () => {
  it('is sixteen letters, and each protocol is there once', () => {
    const { made: fresh, secret } = newAppPassword(keys, 'an account', now, wanted)
    expect(secret).toMatch(/^[a-z]{16}$/)
    expect(fresh).toMatchObject({ protocols: ['imap'], networks: [], used: null, createdAt: now })
    expect(findBySecret(keys, 'an account', [fresh], secret)).toBe(fresh)
  })

  it('has each letter as likely as any other: bytes that would make the first ones likelier are left out', () => {
    const sixteen = Array.from({ length: limits.appPasswordLetters }, (_, at) => 8 * 26 + at)
    const given = [Array<number>(64).fill(255), [...Array<number>(48).fill(234), ...sixteen]]
    const random = () => Buffer.from(given.shift()!)
    expect(newAppPassword({ ...keys, random }, 'an account', now, wanted).secret).toBe(text)
  })

  it('is taken in every spelling that people and clients make of it, and in no other', () => {
    const same = [
      text,
      text.toUpperCase(),
      'abcd efgh ijkl mnop',
      ' abcd-efgh–ijkl—mnop\t',
      'abcd\u00a0efgh\u3000ijklmnop',
    ]
    expect([...same, 'ａｂｃｄefghijklmnop'].map(foldSecret)).toEqual(Array(6).fill(text))
    const others = ['', 'abcdefghijklmno', `${text}q`, 'abcdefghijklmn0p', 'abcd_efghijklmnop', 'abcdefghijklmnoр']
    expect(others.map(foldSecret)).toEqual(others.map(() => null))
  })

  it('is known again under every live key, and of its account alone', () => {
    const older = made({ mac: secretMac(createKeys([old!]), 'an account', text) })
    expect(findBySecret(keys, 'an account', [made({ mac: 'k2.other' }), older], text)).toBe(older)
    expect(findBySecret(createKeys([young!]), 'an account', [older], text)).toBeUndefined()
    expect(findBySecret(keys, 'another account', [made()], text)).toBeUndefined()
  })
})

describe('an app password', () => {
  const from = (ip: string) => ({ protocol: 'smtp' as const, ip, now })

  it('is good until its time, and not at it', () => {
    const at = (ms: number) => unfitFor(made({ until: new Date(now.getTime() + ms) }), from('192.0.2.1'))
    expect([at(1), at(0), at(-1)]).toEqual([null, 'expired', 'expired'])
  })

  it('is good for its protocols', () => {
    expect(unfitFor(made({ protocols: ['smtp'] }), from('192.0.2.1'))).toBeNull()
    expect(unfitFor(made({ protocols: ['imap', 'pop3'] }), from('192.0.2.1'))).toBe('protocol')
  })

  it.each([
    ['192.0.2.77', null],
    ['2001:db8:0:1::9', null],
    ['192.0.3.1', 'network'],
    ['2001:db8:1::9', 'network'],
    ['0.0.0.0', 'network'],
    ['', 'network'],
  ])('of two networks: from %s %s', (ip, unfit) => {
    expect(unfitFor(made({ networks: ['192.0.2.0/24', '2001:db8::/48'] }), from(ip))).toBe(unfit)
  })

  it('of no network is good from everywhere', () => {
    expect(['192.0.2.1', ''].map((ip) => unfitFor(made(), from(ip)))).toEqual([null, null])
  })
})
