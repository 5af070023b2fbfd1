// What the writes around a typed code name: which message, which code, which factor, and that a change begins once.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEvent } from '../../server/core/audit.ts'
import { later, newTicket } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { Session } from '../../server/core/session.ts'
import type { Guess, Sessions, Target } from '../../server/core/stores.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { limits } from '../../shared/limits.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { startWalk } from './challenge-model.ts'

let held: TestDatabase
let sessions: Sessions
beforeAll(async () => {
  held = await openTestDatabase()
  sessions = createSessions(held.database.models)
})
afterAll(() => held.stop())

const keys = createKeys([{ id: 'k', bytes: randomBytes(32) }])
const told = ({ now }: Target) =>
  auditEvent(now, { type: 'proof.given', outcome: 'ok', accountId: 'a', actor: 'browser' })
const first: Guess = { kind: 'sms', sentState: 'first' }

async function begun(): Promise<Target> {
  const { session } = await startWalk(sessions)
  return { sessionId: session.id, challengeId: session.challenge!.id, now: session.createdAt }
}

const after = (target: Target, ms: number): Target => ({ ...target, now: later(target.now, ms) })
const send = (target: Target, state: string) => {
  const { now: at } = target
  const sent = { state, at, until: later(at, limits.sentCodeLife), delivery: 'sending' as const }
  return sessions.putSent(target, 'sms', sent, null, later(at, -limits.resendAfter))
}
const grant = (target: Target, guess: Guess) => {
  const { token } = firstToken(keys, 'session')
  return sessions.grant(target, 'guess', { raise: {}, token, expiresAt: target.now, events: [], guess })
}
const advance = async (target: Target, guess: Guess) => {
  const { challenge } = (await sessions.byId(target.sessionId))!
  return sessions.advance(
    target,
    guess,
    { ...challenge!, id: 'next', stage: 'bind', sent: {}, guesses: {} },
    told(target),
  )
}

const rightCode: [string, (target: Target, guess: Guess) => Promise<Session | null>][] = [
  ['a grant', grant],
  ['the claim of a change', (target, guess) => sessions.claim(target, guess, null)],
  ['the proof of an old side', advance],
]

describe.each(rightCode)('%s by a typed code', (_, write) => {
  it('is by the code that was sent last, and not by the one before', async () => {
    const target = await begun()
    await send(target, 'first')
    const then = after(target, limits.resendAfter)
    expect(await send(then, 'second')).not.toBeNull()
    expect(await write(then, first)).toBeNull()
    expect(await write(then, { kind: 'email', sentState: 'second' })).toBeNull()
    expect(await write(then, { kind: 'sms', sentState: 'second' })).not.toBeNull()
  })

  it('comes in the life of the code', async () => {
    const target = await begun()
    await send(target, 'first')
    expect(await write(after(target, limits.sentCodeLife), first)).toBeNull()
    expect(await write(after(target, limits.sentCodeLife - 1), first)).not.toBeNull()
  })

  it('is not while its factor rests, and no matter of another’s rest', async () => {
    const target = await begun()
    await send(target, 'first')
    for (let count = 0; count < limits.triesBeforeRest; count += 1) await sessions.spendTry(target, 'sms')
    expect(await write(target, first)).toBeNull()
    expect(await write(target, { kind: 'totp', sentState: null })).not.toBeNull()
  })
})

describe('a code', () => {
  it('is sent again once the last one is old enough, and its fate is that of the message that left then', async () => {
    const target = await begun()
    await send(target, 'first')
    expect(await send(after(target, limits.resendAfter - 1), 'second')).toBeNull()
    const then = after(target, limits.resendAfter)
    await send(then, 'second')
    expect(await sessions.noteDelivery(then, 'sms', target.now, 'failed', told(then))).toBeNull()
    expect(await sessions.noteDelivery(then, 'sms', then.now, 'sent', told(then))).toMatchObject({
      challenge: { sent: { sms: { state: 'second', delivery: 'sent' } } },
    })
  })

  it('of one factor does not hold back that of another', async () => {
    const target = await begun()
    await send(target, 'first')
    const sent = { state: 'mail', at: target.now, until: target.now, delivery: 'sending' as const }
    expect(await sessions.putSent(target, 'email', sent, null, later(target.now, -1))).not.toBeNull()
  })

  it('takes no other draft’s place once the change has begun', async () => {
    const target = await begun()
    await send(target, 'first')
    await sessions.claim(target, first, null)
    expect(await send(after(target, limits.resendAfter), 'second')).toBeNull()
  })
})

describe('the claim of a change', () => {
  it('is made once, wanted by twenty at once, and not after the digits were right', async () => {
    const target = await begun()
    const guess: Guess = { kind: 'totp', sentState: null }
    const all = await Promise.all(Array.from({ length: 20 }, () => sessions.claim(target, guess, null)))
    expect(all.filter((one) => one !== null)).toHaveLength(1)
  })

  it('outlives the time in which a scan would be redeemed, and no QR is renewed or scanned any more', async () => {
    const target = await begun()
    await sessions.claim(target, { kind: 'totp', sentState: null }, null)
    const ticket = { ...newTicket(keys, 'c', target.now, null, false), ordinal: 2 }
    expect(await sessions.renewTicket(target, 1, ticket)).toBeNull()
    const { token } = firstToken(keys, 'session')
    const late = after(target, limits.redeemLife + 1)
    const given = { raise: {}, token, expiresAt: late.now, events: [] }
    expect(await sessions.grant(late, 'redeem', given)).toMatchObject({ challenge: { status: 'redeemed' } })
  })

  it('keeps in the new binding which step its first code has spent', async () => {
    const target = await begun()
    const draft = { id: 'b', kind: 'totp' as const, boundAt: target.now, usedAt: null, sealed: {}, mark: null, step: 0 }
    const { challenge } = (await sessions.byId(target.sessionId))!
    await sessions.putChallenge(target.sessionId, target.challengeId, { ...challenge!, draft })
    const claimed = await sessions.claim(target, { kind: 'totp', sentState: null }, 7)
    expect(claimed!.challenge).toMatchObject({ typed: 'totp', draft: { step: 7 } })
  })
})
