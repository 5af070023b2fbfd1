import { describe, expect, it } from '@jest/globals'
import { scanView, wantsRenewal } from '../../server/portal/scan-view.ts'
import { CallError } from '../../shared/client.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { challengeWith, factsWith, iso, start } from './samples.ts'

const at = (ms: number) => start + ms
const failed = (code: ErrorCode) => factsWith({ problem: new CallError(code) })

describe('the state of the QR box', () => {
  it('is loading until there is a challenge', () => {
    expect(scanView(factsWith({ challenge: null }), at(0))).toBe('loading')
  })

  it('follows what the phone does', () => {
    const shown = (part: object) => scanView(factsWith({ challenge: challengeWith(part) }), at(1_000))
    expect(shown({})).toBe('pending')
    expect(shown({ status: 'scanned' })).toBe('scanned')
    expect(shown({ status: 'approved' })).toBe('approved')
    expect(shown({ status: 'approved', needsNumber: true })).toBe('number')
    expect(shown({ status: 'denied', denial: 'refused' })).toBe('denied')
    expect(shown({ status: 'denied', denial: 'reported' })).toBe('reported')
    expect(shown({ status: 'denied', denial: 'wrong-number' })).toBe('wrong-number')
  })
})

describe('the live QR', () => {
  it('is called new for five seconds', () => {
    const facts = factsWith({ renewedAt: at(0) })
    expect(scanView(facts, at(limits.renewedShown - 1))).toBe('renewed')
    expect(scanView(facts, at(limits.renewedShown))).toBe('pending')
  })

  it('gives way to a stranger’s phone for eight seconds, then is shown again because it is still good', () => {
    const facts = factsWith({ strangerAt: at(0), renewedAt: at(0) })
    expect(scanView(facts, at(limits.strangerShown - 1))).toBe('stranger')
    expect(scanView(facts, at(limits.strangerShown))).toBe('pending')
  })

  it('stays while the timer fetches the next one', () => {
    const facts = factsWith({ isBusy: true })
    expect(scanView(facts, at(120_000))).toBe('pending')
    expect(scanView(facts, at(120_000 + limits.renewedShown))).toBe('loading')
  })

  it('expires after the last renewal by the timer, and when the phone did not confirm in time', () => {
    const last = challengeWith({}, { renewals: limits.ticketRenewalsByTimer })
    expect(scanView(factsWith({ challenge: last }), at(120_000))).toBe('expired')
    const scanned = challengeWith({ status: 'scanned', until: iso(60_000) })
    expect(scanView(factsWith({ challenge: scanned }), at(60_000))).toBe('expired')
  })
})

describe('a QR box that cannot go on', () => {
  it('is over when the challenge is, whatever the ticket says', () => {
    expect(scanView(factsWith({ challenge: challengeWith({ expiresAt: iso(5_000) }) }), at(5_000))).toBe('over')
    expect(scanView(failed('challenge.expired'), at(0))).toBe('over')
  })

  it('names an outage, and shows the sentence of any other failure', () => {
    expect(scanView(factsWith({ isOffline: true }), at(0))).toBe('offline')
    expect(scanView(failed('wechat.unavailable'), at(0))).toBe('down')
    expect(scanView(failed('ticket.limit'), at(0))).toBe('limit')
    expect(scanView(failed('internal'), at(0))).toBe('failed')
  })

  it('shows a refusal even without a network', () => {
    const denied = challengeWith({ status: 'denied', denial: 'refused' })
    expect(scanView(factsWith({ challenge: denied, isOffline: true }), at(0))).toBe('denied')
  })
})

describe('the renewal by the timer', () => {
  it('is due when the ticket has ended, and not before', () => {
    expect(wantsRenewal(factsWith(), at(119_999))).toBe(false)
    expect(wantsRenewal(factsWith(), at(120_000))).toBe(true)
  })

  it('is due at once when a reloaded page has no live ticket', () => {
    expect(wantsRenewal(factsWith({ challenge: challengeWith({}, { url: null }) }), at(0))).toBe(true)
  })

  it('ends after five times', () => {
    const used = (renewals: number) =>
      wantsRenewal(factsWith({ challenge: challengeWith({}, { renewals }) }), at(120_000))
    expect(used(limits.ticketRenewalsByTimer - 1)).toBe(true)
    expect(used(limits.ticketRenewalsByTimer)).toBe(false)
  })

  it('rests while offline, busy, replaced or failed, after a scan and after the challenge', () => {
    const now = at(130_000)
    expect(wantsRenewal(factsWith({ isOffline: true }), now)).toBe(false)
    expect(wantsRenewal(factsWith({ isBusy: true }), now)).toBe(false)
    expect(wantsRenewal(factsWith({ isReplaced: true }), now)).toBe(false)
    expect(wantsRenewal(factsWith({ problem: new CallError('wechat.unavailable') }), now)).toBe(false)
    expect(wantsRenewal(factsWith({ challenge: challengeWith({ status: 'scanned' }) }), now)).toBe(false)
    expect(wantsRenewal(factsWith(), at(600_000))).toBe(false)
  })
})
