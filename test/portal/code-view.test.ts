import { describe, expect, it } from '@jest/globals'
import {
  codeLine,
  codeState,
  isOpen,
  isSentByItself,
  sendAction,
  type CodeFacts,
} from '../../server/portal/code-view.ts'
import { CallError } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import { codePrompt, iso, refusal, sentWith, smsPrompt, start } from './samples.ts'

const at = (ms: number) => start + ms

/** A code by SMS of which nothing is sent yet. */
const given = (part: Partial<CodeFacts> = {}): CodeFacts => ({
  prompt: smsPrompt(),
  trouble: null,
  unsent: undefined,
  isSending: false,
  isOver: false,
  problem: null,
  now: at(1_000),
  ...part,
})
const sent = (part = {}, more: Partial<CodeFacts> = {}) =>
  given({ prompt: smsPrompt({ sent: sentWith(part) }), ...more })
const button = (facts: CodeFacts) => sendAction(codeState(facts), facts)
const line = (facts: CodeFacts) => codeLine(codeState(facts), facts)

describe('a code that travels', () => {
  it('is sent by the one button of the page, and nothing can be typed before', () => {
    expect(codeState(given())).toBe('unsent')
    expect(isOpen('unsent')).toBe(false)
    expect(button(given())).toEqual({ word: 'send', until: null, isNext: true })
    expect(line(given())).toBeNull()
  })

  it('is typed once it is sent, and may be sent again after a minute', () => {
    expect(codeState(sent())).toBe('sent')
    expect(isOpen('sent')).toBe(true)
    expect(button(sent())).toEqual({ word: 'again', until: iso(60_000), isNext: false })
    expect(line(sent())).toEqual({ what: 'valid' })
    expect(button(sent({}, { now: at(60_000) }))).toEqual({ word: 'again', until: null, isNext: false })
  })

  it('may be typed while nobody knows whether it arrived', () => {
    expect(codeState(sent({ state: 'sending' }))).toBe('sent')
    expect(codeState(sent({ state: 'unknown' }))).toBe('sent')
  })

  it('waits for the first message, but not for the second', () => {
    expect(codeState(given({ isSending: true }))).toBe('sending')
    expect(codeState(sent({}, { isSending: true }))).toBe('sent')
  })

  it('expires by the server’s clock, and when the server says so first; sending again is then the next thing to do', () => {
    const late = sent({}, { now: at(300_000) })
    expect(codeState(late)).toBe('expired')
    expect(button(late)).toEqual({ word: 'again', until: null, isNext: true })
    expect(line(late)).toMatchObject({ what: 'problem', error: { code: 'code.expired' } })
    expect(codeState(sent({}, { trouble: new CallError('code.expired') }))).toBe('expired')
  })

  it('is asked for again when the server has none', () => {
    const facts = sent({}, { trouble: new CallError('code.none'), now: at(60_000) })
    expect(codeState(facts)).toBe('unsent')
    expect(line(facts)).toMatchObject({ what: 'problem', error: { code: 'code.none' } })
  })
})

describe('a message that does not leave', () => {
  it('is tried again by a click when the provider refused it', () => {
    const facts = sent({ state: 'failed', resendAt: iso(0) })
    expect(codeState(facts)).toBe('failed')
    expect(button(facts)).toEqual({ word: 'retry', until: null, isNext: false })
    expect(line(facts)).toEqual({ what: 'retry' })
  })

  it('waits in the button when too many were asked for, and the field does not rest', () => {
    const facts = given({ unsent: refusal('throttle.wait', { retryAt: iso(120_000) }) })
    expect(codeState(facts)).toBe('unsent')
    expect(button(facts)).toEqual({ word: 'again', until: iso(120_000), isNext: false })
    expect(line(facts)).toEqual({ what: 'wait', until: iso(120_000) })
    expect(line({ ...facts, now: at(120_000) })).toBeNull()
  })

  it('leaves no button when the day’s messages are spent', () => {
    const facts = given({ unsent: new CallError('send.limit') })
    expect(codeState(facts)).toBe('limit')
    expect(button(facts)).toBeNull()
    expect(line(facts)).toEqual({ what: 'tomorrow' })
  })

  it('is waited for when it may leave within the hour', () => {
    const facts = given({ unsent: refusal('send.limit', { retryAt: iso(limits.waitShown) }) })
    expect(codeState(facts)).toBe('unsent')
    expect(button(facts)).toEqual({ word: 'again', until: iso(limits.waitShown), isNext: false })
    expect(line(facts)).toEqual({ what: 'wait', until: iso(limits.waitShown) })
    const longer = given({ unsent: refusal('send.limit', { retryAt: iso(limits.waitShown + 2_000) }) })
    expect(codeState(longer)).toBe('limit')
  })

  it('takes nothing from the one before, which is still good', () => {
    const spent = sent({}, { unsent: new CallError('send.limit') })
    expect(codeState(spent)).toBe('sent')
    expect(button(spent)).toBeNull()
    expect(line(spent)).toEqual({ what: 'tomorrow' })
    expect(line(sent({}, { unsent: new CallError('offline') }))).toMatchObject({ error: { code: 'offline' } })
  })

  it('leaves what is wrong with an address or a number to its own field', () => {
    expect(line(given({ unsent: new CallError('number.invalid') }))).toBeNull()
  })
})

describe('a guess', () => {
  it('that is wrong, short or unheard may be corrected at once', () => {
    const wrong = refusal('code.wrong', { triesLeft: 3 })
    expect(codeState(sent({}, { trouble: wrong }))).toBe('sent')
    expect(line(sent({}, { trouble: wrong }))).toEqual({ what: 'problem', error: wrong })
    expect(line(sent({}, { trouble: 'incomplete' }))).toEqual({ what: 'incomplete' })
    expect(line(sent({}, { trouble: new CallError('offline') }))).toMatchObject({ error: { code: 'offline' } })
  })

  it('is told before what became of the last message', () => {
    const facts = sent({}, { trouble: 'incomplete', unsent: new CallError('offline') })
    expect(line(facts)).toEqual({ what: 'incomplete' })
  })

  it('rests as the answer says, or as the challenge says, and no message helps', () => {
    const told = sent({}, { trouble: refusal('throttle.wait', { retryAt: iso(61_000) }) })
    expect(codeState(told)).toBe('locked')
    expect(button(told)).toBeNull()
    expect(line(told)).toEqual({ what: 'locked', until: iso(61_000) })
    const known = given({ prompt: codePrompt({ restsUntil: iso(61_000) }) })
    expect(codeState(known)).toBe('locked')
    expect(codeState({ ...known, now: at(61_000) })).toBe('ready')
    expect(line({ ...told, now: at(61_000) })).toEqual({ what: 'valid' })
  })

  it('is not taken any more from a method that answers known browsers only', () => {
    const facts = sent({}, { trouble: new CallError('method.known-only') })
    expect(codeState(facts)).toBe('disabled')
    expect(isOpen('disabled')).toBe(false)
    expect(line(facts)).toMatchObject({ error: { code: 'method.known-only' } })
  })

  it('is over with the challenge, whatever rests or was sent', () => {
    const facts = sent({}, { isOver: true, trouble: refusal('throttle.wait', { retryAt: iso(61_000) }) })
    expect(codeState(facts)).toBe('over')
    expect(line(facts)).toMatchObject({ error: { code: 'challenge.expired' } })
  })

  it('says why the change it proves cannot be made, and nothing of a QR that cannot be drawn', () => {
    const ready = given({ prompt: codePrompt() })
    expect(line({ ...ready, problem: new CallError('account.changed') })).toMatchObject({ what: 'problem' })
    expect(line({ ...ready, problem: new CallError('wechat.unavailable') })).toBeNull()
  })
})

describe('a code that is read from a device or from paper', () => {
  it('is ready at once and has no button', () => {
    const kinds = ['wechat', 'totp', 'recovery'] as const
    for (const kind of kinds) {
      const facts = given({ prompt: codePrompt({ kind }) })
      expect(codeState(facts)).toBe('ready')
      expect(button(facts)).toBeNull()
      expect(isSentByItself(facts)).toBe(false)
    }
  })
})

describe('a message that goes out by itself', () => {
  it('is a text message whose page is opened, once', () => {
    expect(isSentByItself(given())).toBe(true)
    expect(isSentByItself(given({ isSending: true }))).toBe(false)
    expect(isSentByItself(given({ unsent: new CallError('offline') }))).toBe(false)
    expect(isSentByItself(given({ isOver: true }))).toBe(false)
  })

  it('is not sent again by a reload, even when it failed', () => {
    expect(isSentByItself(sent())).toBe(false)
    expect(isSentByItself(sent({ state: 'failed' }))).toBe(false)
  })

  it('is never a mail, and never one to a number that nobody has typed', () => {
    expect(isSentByItself(given({ prompt: smsPrompt({ kind: 'email' }) }))).toBe(false)
    expect(isSentByItself(given({ prompt: smsPrompt({ sentTo: null }) }))).toBe(false)
  })
})
