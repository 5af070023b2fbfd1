// What a client may do: the functions behind the server's routes, as a browser or a phone asks for them.
import { hasFactor } from '../../server/core/account.ts'
import { meet, signOut } from '../../server/core/browser.ts'
import { later, matchNumber, type Challenge } from '../../server/core/challenge.ts'
import { beginBind, beginUnbind, dropChallenge } from '../../server/core/changes.ts'
import { guess } from '../../server/core/guess.ts'
import { Problem } from '../../server/core/problem.ts'
import { redeem } from '../../server/core/redeem.ts'
import { renew } from '../../server/core/renew.ts'
import { answerScan, type PhoneAnswer } from '../../server/core/scan-answer.ts'
import { takeScan, type Phone } from '../../server/core/scan.ts'
import type { Caller, Raised } from '../../server/core/second-step.ts'
import type { Services } from '../../server/core/services.ts'
import { isSignedIn, provedUntil } from '../../server/core/session.ts'
import { factors } from '../../server/factors/index.ts'
import { limits } from '../../shared/limits.ts'
import { begin, codeKey, keys, type Stage } from './stage.ts'
import type { Turn } from './turns.ts'

/** What both clients see: the clock, and of each session the screen of its browser and the page of the phone that scanned. */
export interface Sight {
  now: Date
  shown: Challenge[]
  scanned: Challenge[]
}

/** One client: a server process of its own, and its own copy of each browser's cookie. */
export interface Client {
  services: Services
  turn: Turn
  stage: Stage
  sight: Sight
  cookies: string[]
}

type Ask = (client: Client, on: 0 | 1) => Promise<unknown>

async function callerOf({ services, cookies }: Client, on: 0 | 1): Promise<Caller> {
  const met = await meet(services, cookies[on]!)
  if (!met) throw new Problem('session.ended')
  if (met.cookie) cookies[on] = met.cookie
  return { ...met, isKnown: true }
}

const raising =
  (act: (services: Services, caller: Caller, challenge: string, client: Client, on: 0 | 1) => Promise<Raised>): Ask =>
  async (client, on) => {
    const challenge = client.sight.shown[on]!.id
    const { cookie } = await act(client.services, await callerOf(client, on), challenge, client, on)
    client.cookies[on] = cookie ?? client.cookies[on]!
  }

const typing = (codeFrom: (codes: string[]) => string) =>
  raising((services, caller, challenge, { sight }) => {
    const before = later(sight.now, -limits.codePeriodSeconds * 1_000)
    const codes = factors.wechat!.codes!({ key: codeKey }, before, 2).map(({ code }) => code)
    return guess(services, caller, { challenge, kind: 'wechat', code: codeFrom(codes) })
  })
const wrongCode = (codes: string[]) => ['000000', '000001', '000002', '000003'].find((code) => !codes.includes(code))!

const redeeming = (numberFrom: (right: string) => string | undefined) =>
  raising((services, caller, challenge, { sight }, on) =>
    redeem(services, caller, { challenge, number: numberFrom(matchNumber(keys, sight.scanned[on]!)) }),
  )

/** A challenge that the browser asks for and is shown. */
const showing =
  (act: (services: Services, caller: Caller, shown: Challenge) => Promise<Challenge>, isForSignedIn = false): Ask =>
  async (client, on) => {
    const caller = await callerOf(client, on)
    if (isForSignedIn && !isSignedIn(caller.session, caller.account)) throw new Problem('second-step.required')
    client.sight.shown[on] = await act(client.services, caller, client.sight.shown[on]!)
  }

function binding(services: Services, caller: Caller): Promise<Challenge> {
  const until = provedUntil(caller.session)
  if (hasFactor(caller.account) && !(until && until > services.now())) throw new Problem('proof.required')
  return beginBind(services, caller, 'wechat')
}

const scanning =
  (who: (stage: Stage) => Phone): Ask =>
  async ({ services, stage, sight }, on) => {
    const { id, ticket } = sight.shown[on]!
    const read = { ticket: keys.open(['ticket', id], ticket!.sealed), scene: 1011, platform: 'ios' }
    const place = stage.sessions[on].browser.place
    sight.scanned[on] = (await takeScan(services, who(stage), { ...read, place })).challenge
  }

const answering =
  (answer: PhoneAnswer['answer'], isOther = false): Ask =>
  async ({ services, stage: { owner, stranger }, sight }, on) => {
    const { scan, purpose } = sight.scanned[on]!
    const phone = (scan?.mark === owner.marks[0]) === isOther ? stranger : owner
    await answerScan(services, phone, scan?.id ?? '', { answer, purpose, code: phone.openid })
  }

const waiting =
  (seconds: number): Ask =>
  ({ turn, sight }) =>
    turn(() => void (sight.now = later(sight.now, seconds * 1_000)))

export const acts = {
  'guess now': typing(([, now]) => now!),
  'guess next': typing(([, , next]) => next!),
  'guess wrong': typing(wrongCode),
  redeem: redeeming((right) => right),
  'redeem with wrong digits': redeeming((right) => (right === '10' ? '11' : '10')),
  'redeem without digits': redeeming(() => undefined),
  renew: showing((services, caller, { id }) => renew(services, caller, { challenge: id, by: 'click' })),
  'renew by timer': showing((services, caller, { id }) => renew(services, caller, { challenge: id, by: 'timer' })),
  drop: async (client, on) => dropChallenge(client.services, await callerOf(client, on)),
  'sign out': async (client, on) => signOut(client.services, (await callerOf(client, on)).session),
  'begin to bind': showing(binding, true),
  'begin to unbind': showing(
    (services, caller) => beginUnbind(services, caller, caller.account.bindings[0]?.id ?? ''),
    true,
  ),
  'scan by owner': scanning(({ owner }) => owner),
  'scan by stranger': scanning(({ stranger }) => stranger),
  approve: answering('approve'),
  'approve by stranger': answering('approve', true),
  deny: answering('deny'),
  report: answering('report'),
  'wait 1 s': waiting(1),
  'wait 30 s': waiting(30),
  'wait 60 s': waiting(60),
  'wait 120 s': waiting(120),
  'wait 10 min': waiting(600),
} satisfies Record<string, Ask>

export type ActName = keyof typeof acts

export const sightOf = ({ sessions }: Stage): Sight => {
  const challenges = sessions.map(({ challenge }) => challenge!)
  return { now: begin, shown: [...challenges], scanned: [...challenges] }
}
