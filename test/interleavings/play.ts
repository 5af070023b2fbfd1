import type { Account } from '../../server/core/account.ts'
import type { AuditEvent } from '../../server/core/audit.ts'
import { later } from '../../server/core/challenge.ts'
import { Problem } from '../../server/core/problem.ts'
import type { Services } from '../../server/core/services.ts'
import type { Session } from '../../server/core/session.ts'
import type { Wechat } from '../../server/core/wechat.ts'
import { acts, sightOf, type Client } from './acts.ts'
import type { Act, Case } from './case.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { setStage, type Stage } from './stage.ts'
import { takeTurns, type Turn } from './turns.ts'
import type { Database } from '../../server/store/connect.ts'

export interface Ground {
  database: Database
  services: Omit<Services, 'now'>
}

export interface Played {
  /** Every store call in the order in which it was made, e.g. `0 sessions.grant`; `-` after it: it was lost. */
  calls: string[]
  faults: string[]
  won: Ledger['won']
}

const stores = ['accounts', 'sessions', 'counters', 'audit'] as const
/** A `wx.login` code that says whose it is. */
export const openWechat = { identify: async (code: string) => ({ openid: code }) } as Wechat

type Method = (...given: unknown[]) => Promise<unknown>

/** The services of one client: each call of a store waits for its turn, and is noted. */
function inTurns(
  services: Services,
  turn: Turn,
  note: (name: string, answer: unknown, given: unknown[]) => void,
): Services {
  const watched = stores.map((name) => {
    const get = (store: object, key: string) => {
      const method = Reflect.get(store, key) as Method
      return (...given: unknown[]) =>
        turn(async () => {
          const answer = await method(...given)
          note(`${name}.${key}`, answer, given)
          return answer
        })
    }
    return [name, new Proxy(services[name], { get } as ProxyHandler<object>)]
  })
  return { ...services, ...(Object.fromEntries(watched) as Pick<Services, (typeof stores)[number]>) }
}

/** One case on the real store. */
export async function play({ database, services }: Ground, { begun, programs, bursts }: Case): Promise<Played> {
  const stage = await setStage(database, begun)
  const sight = sightOf(stage)
  const ledger = createLedger(stage)
  const calls: string[] = []
  const clientOf = (index: number, turn: Turn): Client => {
    const note = (name: string, answer: unknown, given: unknown[]) => {
      // No call takes no time: what a client has read of the clock before it is old after it.
      sight.now = later(sight.now, 1)
      calls.push(`${index} ${name}${answer === null ? ' -' : ''}`)
      const [store, key] = name.split('.') as ['sessions', 'grant']
      if (answer !== null) (ledger[store]?.[key] as unknown as Method | undefined)?.(index, answer, ...given)
    }
    const own = inTurns({ ...services, now: () => sight.now }, turn, note)
    return { services: own, turn, stage, sight, cookies: [...stage.cookies] }
  }
  const run = (index: 0 | 1) => async (turn: Turn) => {
    const client = clientOf(index, turn)
    for (const act of programs[index]) await attempt(client, act, ledger.faults)
  }
  await takeTurns(bursts, [run(0), run(1)])
  return { calls, faults: [...ledger.faults, ...(await storedFaults(database, stage, ledger.won))], won: ledger.won }
}

/** A refusal is an answer as good as any other; whatever else is thrown would be a 500. */
async function attempt(client: Client, { do: name, on }: Act, faults: string[]): Promise<void> {
  try {
    await acts[name](client, on)
  } catch (error) {
    if (!(error instanceof Problem)) faults.push(`${name}: ${String(error)}`)
  }
}

const count = (events: readonly AuditEvent[], type: AuditEvent['type'], word: string) =>
  events.filter((event) => event.type === type && (event.method === word || event.detail === word)).length

/** What the database holds at the end, whatever the writes on the way have answered. */
async function storedFaults({ models }: Database, stage: Stage, won: Ledger['won']): Promise<string[]> {
  const ids = stage.sessions.map(({ id }) => id)
  const [account, sessions] = await Promise.all([
    models.accounts.collection.findOne({ _id: stage.account.id as never }) as Promise<unknown>,
    models.sessions.collection.find({ _id: { $in: ids as never[] } }).toArray() as Promise<unknown>,
  ])
  const { bindings, outbox } = account as Account
  const rows = sessions as (Session & { _id: string })[]
  const begunAs = (id: string) => stage.sessions.find((one) => one.id === id)!
  const approvals = (of: string) =>
    rows.flatMap((row) => row.outbox).filter(({ type, detail }) => type === 'scan.approved' && detail === of).length +
    stage.sessions.filter(({ challenge }) => challenge!.purpose === of && challenge!.status === 'approved').length
  const signedIn = (method: string) => rows.reduce((sum, row) => sum + count(row.outbox, 'login.succeeded', method), 0)
  const isRaised = ({ _id, aal, outbox: told, challenge }: (typeof rows)[number]) =>
    aal === 1 ||
    begunAs(_id).aal === 2 ||
    told.some(({ type }) => type === 'login.succeeded') ||
    challenge?.purpose !== 'login'
  const rules: [string, boolean][] = [
    ['a sign-in by scan is one approval’s', signedIn('scan') <= approvals('login') && signedIn('scan') === won.scan],
    ['a sign-in by code is one step’s', signedIn('code') === won.code],
    ['a bind is one approval’s', count(outbox, 'factor.bound', 'scan') <= approvals('bind')],
    ['an unbind is one approval’s', count(outbox, 'factor.unbound', 'scan') <= approvals('unbind')],
    ['a kind is bound once', bindings.length <= 1],
    ['no session is raised without a proof', rows.every(isRaised)],
  ]
  return rules.filter(([, holds]) => !holds).map(([rule]) => rule)
}
