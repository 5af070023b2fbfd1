// What each write names beside its status and its clock: a write that names something else is lost.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEvent } from '../../server/core/audit.ts'
import { newTicket, type Challenge } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { Session } from '../../server/core/session.ts'
import type { Guess, Sessions, Target } from '../../server/core/stores.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { startWalk } from './challenge-model.ts'

let held: TestDatabase
let sessions: Sessions
beforeAll(async () => {
  held = await openTestDatabase()
  sessions = createSessions(held.database.models)
})
afterAll(() => held.stop())

const keys = createKeys([{ id: 'k', bytes: Buffer.alloc(32, 7) }])
const told = (now: Date) =>
  auditEvent(now, { type: 'session.ended', outcome: 'ok', accountId: 'a', actor: 'browser', detail: null })
const inAMinute = (now: Date) => new Date(now.getTime() + 60_000)
const scan = (now: Date) => ({
  id: 's',
  mark: 'A',
  sealed: '',
  isBound: true,
  scene: 1011,
  doubts: [],
  trust: false,
  until: inAMinute(now),
})
const grant = ({ now }: Target) => {
  const raise = { aal: 2 as const, amr: 'scan', provedAt: now }
  return { raise, token: firstToken(keys, 'session').token, expiresAt: inAMinute(now), events: [] }
}
const compared: Guess = { kind: 'wechat', sentState: null }
const ticket = ({ now }: Target) => ({ ...newTicket(keys, 'c', now, null, false), ordinal: 2 })

type Write = (target: Target) => Promise<Session | null>
const take: Write = (target) => sessions.scan(target, 1, scan(target.now), false, told(target.now))
const approve = (target: Target, by: { id: string; mark: string }) =>
  sessions.approve(target, by, { until: inAMinute(target.now), trust: false }, told(target.now))
const deny = (target: Target, by: { scanId: string; mark: string } | 'browser') =>
  sessions.deny(target, by, 'refused', told(target.now))

/** A session whose challenge these writes have led on. */
async function after(...writes: Write[]): Promise<Target> {
  const { session } = await startWalk(sessions)
  const target = { sessionId: session.id, challengeId: session.challenge!.id, now: session.createdAt }
  for (const write of writes) await write(target)
  return target
}

const claim: Write = (target) => sessions.claim(target, compared, null)
const advance = async (target: Target, proof: Guess | 'redeem') => {
  const found = await sessions.byId(target.sessionId)
  const next = { ...found?.challenge, id: 'next' } as Challenge
  return sessions.advance(target, proof, next, told(target.now))
}
const send: Write = (target) => {
  const { now: at } = target
  const sent = { state: 'hash', at, until: inAMinute(at), delivery: 'sending' as const }
  return sessions.putSent(target, 'sms', sent, null, at)
}
const approved: Write = (target) => approve(target, { id: 's', mark: 'A' })
const all: [string, Write[], Write][] = [
  ['a renewal', [], (target) => sessions.renewTicket(target, 1, ticket(target))],
  ['the count of a stranger', [], (target) => sessions.countStranger(target, 1)],
  ['a scan', [], take],
  ['an approval', [take], approved],
  ['a denial', [take], (target) => deny(target, { scanId: 's', mark: 'A' })],
  ['a denial by the browser', [take, approved], (target) => deny(target, 'browser')],
  ['the right digits', [take, approved], (target) => sessions.match(target)],
  ['a wrong code', [], (target) => sessions.spendTry(target, 'wechat')],
  ['a redeem', [take, approved], (target) => sessions.grant(target, 'redeem', grant(target))],
  ['a right code', [], (target) => sessions.grant(target, 'guess', { ...grant(target), guess: compared })],
  ['a right code for a change', [], claim],
  ['the proof of an old side by scan', [take, approved], (target) => advance(target, 'redeem')],
  ['the proof of an old side by code', [], (target) => advance(target, compared)],
  ['the check-box', [], (target) => sessions.wantTrust(target, true)],
  ['a code that is sent', [], send],
  [
    'what became of a message',
    [send],
    (target) => sessions.noteDelivery(target, 'sms', target.now, 'sent', told(target.now)),
  ],
]

describe.each(all)('%s', (_, before, write) => {
  it('is for the challenge that it names, and not for the one that took its place', async () => {
    const target = await after(...before)
    expect(await write({ ...target, challengeId: 'the one before' })).toBeNull()
    expect(await write({ ...target, sessionId: 'another' })).toBeNull()
    expect(await write(target)).not.toBeNull()
  })

  it('is not for a session that was ended, though it has read the clock before', async () => {
    const target = await after(...before)
    await sessions.end(target.sessionId, told(inAMinute(target.now)))
    expect(await write(target)).toBeNull()
  })

  it('is not for a session whose time is over', async () => {
    const target = await after(...before)
    await held.database.models.sessions.updateOne({ _id: target.sessionId }, { expiresAt: target.now })
    expect(await write(target)).toBeNull()
  })
})

describe('once the QR was renewed', () => {
  it('a scan, a stranger and a renewal of the old one are lost', async () => {
    const target = await after((one) => sessions.renewTicket(one, 1, ticket(one)))
    expect(await take(target)).toBeNull()
    expect(await sessions.countStranger(target, 1)).toBeNull()
    expect(await sessions.renewTicket(target, 1, ticket(target))).toBeNull()
    expect(await sessions.countStranger(target, 2)).toMatchObject({ challenge: { strangers: 1 } })
  })
})

describe('the phone’s answer', () => {
  it('names the scan and the phone that took it', async () => {
    const target = await after(take)
    for (const by of [
      { id: 's', mark: 'B' },
      { id: 'another', mark: 'A' },
    ]) {
      expect(await approve(target, by)).toBeNull()
      expect(await deny(target, { scanId: by.id, mark: by.mark })).toBeNull()
    }
    expect(await approved(target)).toMatchObject({ challenge: { status: 'approved' } })
  })
})

describe('a denial', () => {
  it.each([
    ['login', 'denied'],
    ['unbind', 'approved'],
  ] as const)('after a match, of a %s, leaves it %s', async (purpose, status) => {
    const { sessionId, challengeId, now } = await after()
    const { challenge } = (await sessions.byId(sessionId))!
    await sessions.putChallenge(sessionId, challengeId, { ...challenge!, purpose })
    const target = { sessionId, challengeId, now }
    for (const write of [take, approved, sessions.match]) await write(target)
    await deny(target, { scanId: 's', mark: 'A' })
    expect(await sessions.byId(sessionId)).toMatchObject({ challenge: { status } })
  })
})

describe('a session’s challenge', () => {
  it('is replaced and dropped only by who has read it', async () => {
    const { sessionId, challengeId, now } = await after()
    const { challenge } = (await sessions.byId(sessionId))!
    for (const other of [null, 'another']) {
      expect(await sessions.putChallenge(sessionId, other, { ...challenge!, id: 'new' })).toBeNull()
      expect(await sessions.dropChallenge(sessionId, other ?? '', told(now))).toBeNull()
    }
    expect(await sessions.putChallenge(sessionId, challengeId, { ...challenge!, id: 'new' })).not.toBeNull()
    expect(await sessions.dropChallenge(sessionId, 'new', told(now))).toMatchObject({ challenge: null })
  })

  it('ends with the session once, and is told once', async () => {
    const { sessionId, now } = await after()
    await sessions.end(sessionId, told(now))
    await sessions.end(sessionId, told(inAMinute(now)))
    expect(await sessions.byId(sessionId)).toMatchObject({ expiresAt: now, outbox: [{ type: 'session.ended' }] })
  })
})
