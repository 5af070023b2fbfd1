import fc from 'fast-check'
import { factors } from '../../server/factors/index.ts'
import type { Services } from '../../server/core/services.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { createAudit } from '../../server/store/audit.ts'
import type { Database } from '../../server/store/connect.ts'
import { createCounters } from '../../server/store/counters.ts'
import { createMailClients } from '../../server/store/mail-clients.ts'
import { createMailSessions } from '../../server/store/mail-sessions.ts'
import { createNotices } from '../../server/store/notices.ts'
import { createOpenidKeys, createOpenidRows } from '../../server/store/openid.ts'
import { createPhones } from '../../server/store/phones.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { cases } from './case.ts'
import { openWechat, play, type Ground } from './play.ts'
import { keys } from './stage.ts'

export interface Outcome {
  runs: number
  calls: number
  /** Writes that were lost to another one. */
  lost: number
  won: Record<'scan' | 'code' | 'bind' | 'unbind', number>
  /** What is wrong, the calls of the smallest case that shows it, and that case. */
  faults: string[]
  /** The first of them, before any was made smaller. */
  foundAfter: number | undefined
}

/** Cases under way at once: each waits for the disk most of its time. */
const lanes = 16
const unused = () => Promise.reject(new Error('no case asks for it'))

export function groundOn(database: Database): Ground {
  const { models } = database
  const services: Ground['services'] = {
    accounts: createAccounts(models),
    sessions: createSessions(models),
    phones: createPhones(models),
    counters: createCounters(models),
    audit: createAudit(models),
    notices: createNotices(models),
    mailSessions: createMailSessions(models),
    mailClients: createMailClients(models),
    mailNodes: { names: [], end: unused },
    openid: createOpenidRows(models),
    openidKeys: createOpenidKeys(models),
    keys,
    factors: { wechat: factors.wechat },
    mailer: null,
    texter: null,
    directory: { check: unused },
    wechat: openWechat,
    places: { find: () => ({ province: null, area: null, network: null }) },
    settings: { mailDomains: ['b.cn'] } as Partial<Services['settings']> as Services['settings'],
  }
  return { database, services }
}

/** So many interleavings, on lanes beside each other, up to the first fault. The seed decides what each lane tries. */
export async function runInterleavings(ground: Ground, runs: number, seed: number): Promise<Outcome> {
  const won = { scan: 0, code: 0, bind: 0, unbind: 0 }
  const outcome: Outcome = { runs: 0, calls: 0, lost: 0, won, faults: [], foundAfter: undefined }
  const property = fc.asyncProperty(cases, async (one) => {
    if (outcome.faults.length > 0) return
    const { calls, faults, won } = await play(ground, one)
    outcome.runs += 1
    outcome.calls += calls.length
    outcome.lost += calls.filter((call) => call.endsWith('-')).length
    for (const kind of Object.keys(won) as (keyof typeof won)[]) outcome.won[kind] += won[kind]
    if (faults.length === 0) return
    outcome.foundAfter ??= outcome.runs
    throw new Error([...new Set(faults), ...calls].join('\n  '))
  })
  const lane = async (at: number) => {
    const numRuns = Math.floor((runs + at) / lanes)
    const found = await fc.check(property, { numRuns, seed: seed + at })
    if (!found.failed) return
    const error = found.errorInstance as Error
    outcome.faults.push(`${error.message}\n  ${JSON.stringify(found.counterexample)}`)
  }
  await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)))
  return outcome
}
