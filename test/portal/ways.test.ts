import { describe, expect, it } from '@jest/globals'
import type { Prompt } from '../../server/portal/answers.ts'
import { firstWay, isMethod, waysOf, wordsOf } from '../../server/portal/ways.ts'
import { challengeWith, codePrompt, iso, sentWith, smsPrompt } from './samples.ts'

const [scan] = challengeWith().prompts as [Prompt]
const email = codePrompt({ kind: 'email', sentTo: 'zm***8@mail.example' })
const totp = codePrompt({ kind: 'totp' })
const recovery = codePrompt({ kind: 'recovery', format: 'letters' })
const secret: Prompt = { shape: 'secret', kind: 'totp', url: 'otpauth://totp/x', key: 'ABCD' }
const helpdesk = codePrompt({ kind: 'helpdesk', format: 'letters' })
const all = [email, scan, codePrompt(), smsPrompt(), totp, recovery, helpdesk]
const named = (prompt: Prompt | undefined) => prompt && `${prompt.shape} ${prompt.kind}`
const first = (prompts: Prompt[], isPhone = false, part = {}) =>
  named(firstWay(challengeWith({ prompts, ...part }), isPhone))

describe('the ways to answer', () => {
  it('keep their places, whatever the server lists first', () => {
    const order = [
      'scan wechat',
      'code wechat',
      'code sms',
      'code email',
      'code totp',
      'code recovery',
      'code helpdesk',
    ]
    expect(waysOf(challengeWith({ prompts: all })).map(named)).toEqual(order)
    expect(waysOf(challengeWith({ prompts: all.toReversed() })).map(named)).toEqual(order)
  })

  it('leave out what is no question, and what there are no words for', () => {
    expect(waysOf(challengeWith({ prompts: [secret, totp] }))).toEqual([totp])
    expect(wordsOf(secret)).toBeUndefined()
    expect(waysOf(null)).toEqual([])
  })

  it('tell a method from the way out', () => {
    expect(all.filter((prompt) => !isMethod(prompt))).toEqual([recovery, helpdesk])
  })
})

describe('the way that is open first', () => {
  it('is the scan when WeChat is bound, and on a phone, which cannot scan itself, its code', () => {
    expect(first(all)).toBe('scan wechat')
    expect(first(all, true)).toBe('code wechat')
  })

  it('is else what the server lists first, never the recovery code', () => {
    expect(first([totp, email, recovery])).toBe('code totp')
    expect(first([recovery, email])).toBe('code email')
    expect(first([recovery])).toBe('code recovery')
    expect(first([])).toBeUndefined()
  })

  it('is the binding that is to be removed or replaced', () => {
    expect(first(all, false, { purpose: 'unbind', target: 'sms' })).toBe('code sms')
    expect(first([email, scan], true, { purpose: 'unbind', target: 'wechat' })).toBe('scan wechat')
    expect(first([email, scan], false, { purpose: 'rebind', target: 'totp' })).toBe('scan wechat')
  })

  it('is after a reload the one whose code is awaited, of two the later', () => {
    const mailed = { ...email, sent: sentWith({ at: iso(-90_000) }) }
    const texted = smsPrompt({ sent: sentWith() })
    expect(first([scan, mailed])).toBe('code email')
    expect(first([scan, mailed, texted])).toBe('code sms')
    expect(first([scan, texted, mailed])).toBe('code sms')
  })
})
