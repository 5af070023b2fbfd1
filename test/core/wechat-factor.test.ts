import { describe, expect, it } from '@jest/globals'
import type { Answer, Tools, Verified } from '../../server/core/factor.ts'
import { wechat } from '../../server/factors/wechat.ts'
import { createKeys } from '../../server/core/keys.ts'
import { limits } from '../../shared/limits.ts'

const seconds = (at: number) => new Date(at * 1_000)
// RFC 6238 appendix B, SHA-1: its eight digits end in our six.
const rfcKey = Buffer.from('12345678901234567890').toString('base64url')
const vectors: [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]
const binding = { openid: 'o-test', key: rfcKey, step: 0 }
const { random } = createKeys([{ id: 'k', bytes: Buffer.alloc(32, 7) }])
const unused = () => {
  throw new Error('WeChat has no use for it')
}
const verify = (b: Parameters<typeof wechat.verify>[0], answer: Answer, now: Date) => {
  const tools: Tools = { now, random, ownDomains: [], mac: unused, isMac: unused, marks: unused }
  return wechat.verify(b, null, answer, tools)
}
const type = (code: string, at: number, step = 0) => verify({ ...binding, step }, { by: 'browser', code }, seconds(at))
const spent = (step: number) => ({ binding: { ...binding, step }, spent: { step } })
const codeAt = (at: number) => wechat.codes!(binding, seconds(at), 0)[0]!.code

describe('RFC 6238', () => {
  it.each(vectors)('at %i s the code ends the vector %s', (at, vector) => {
    expect(codeAt(at)).toBe(vector.slice(2))
    expect(type(vector.slice(2), at)).toEqual(spent(Math.floor(at / 30)))
  })

  it('§5.2: takes the code one step early or late, not two, and keeps the code’s own step', () => {
    const at = 1_234_567_890
    const step = at / 30
    const verdicts = [-2, -1, 0, 1, 2].map((away) => type(codeAt(at + away * 30), at))
    expect(verdicts).toEqual([undefined, spent(step - 1), spent(step), spent(step + 1), undefined])
  })

  it('§5.2: a right code of a spent step, or of one before it, is used', () => {
    const at = 1_234_567_890
    const step = at / 30
    expect(type(codeAt(at), at, step)).toBe('used')
    expect(type(codeAt(at - 30), at, step)).toBe('used')
    expect(type(codeAt(at + 30), at, step)).toEqual(spent(step + 1))
    expect(type('000000', at, step)).toBeUndefined()
  })

  it('holds to the last and the first millisecond of a step', () => {
    const begin = 1_234_567_890
    const verdict = (ms: number) =>
      verify(binding, { by: 'browser', code: codeAt(begin) }, new Date(begin * 1_000 + ms))
    expect(verdict(-30_000)).toEqual(spent(begin / 30))
    expect(verdict(-30_001)).toBeUndefined()
    expect(verdict(59_999)).toEqual(spent(begin / 30))
    expect(verdict(60_000)).toBeUndefined()
  })
})

describe('the codes that a phone holds', () => {
  it('follow each other without a gap, and each is taken in its time', () => {
    const codes = wechat.codes!(binding, seconds(1_234_567_899), limits.codesAhead)
    expect(codes).toHaveLength(limits.codesAhead + 1)
    codes.forEach(({ code, from, until }, index) => {
      expect(until.getTime() - from.getTime()).toBe(30_000)
      expect(from).toEqual(index === 0 ? seconds(1_234_567_890) : codes[index - 1]!.until)
      expect(type(code, from.getTime() / 1_000)).toMatchObject({ binding: { openid: 'o-test' } })
    })
  })
})

describe('the scan', () => {
  it('of a bind makes a binding with a key of 160 random bits', () => {
    const made = [1, 2].map(() => verify({}, { by: 'phone', openid: 'o-new' }, new Date()))
    for (const one of made) expect(one).toMatchObject({ binding: { openid: 'o-new', step: 0 } })
    const [one, other] = made.map((each) => (each as Verified<typeof binding>).binding.key)
    expect(one).not.toBe(other)
    expect(Buffer.from(one!, 'base64url')).toHaveLength(20)
  })

  it('is answered by the bound WeChat alone', () => {
    const answer = (openid: string) => verify(binding, { by: 'phone', openid }, new Date())
    expect(answer('o-test')).toEqual({ binding })
    for (const openid of ['o-other', '', 'O-TEST', 'o-test ']) expect(answer(openid)).toBeUndefined()
  })

  it('Q25: is the only way to unbind, rebind or bind; sign-in and a proof have the code beside it', () => {
    const both = ['scan', 'code']
    const changes = { bind: ['scan'], unbind: ['scan'], rebind: ['scan'] }
    expect(wechat.prompts).toEqual({ login: both, prove: both, ...changes })
  })

  it('a code is nothing while nothing is bound', () => {
    expect(verify({}, { by: 'browser', code: '000000' }, new Date())).toBeUndefined()
  })
})
