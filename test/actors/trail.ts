import { randomBytes } from 'node:crypto'
import { auditEvent, type AuditEvent } from '../../server/core/audit.ts'
import type { Checked, Finding } from '../../server/core/audit-findings.ts'
import { chainTrail, type ChainedTrail } from '../../server/core/audit-trail.ts'
import { verifyTrail } from '../../server/core/audit-verify.ts'
import { later } from '../../server/core/challenge.ts'
import { createKeys, type MasterKey } from '../../server/core/keys.ts'
import { createAuditChain, createTrail } from '../../server/store/audit-chain.ts'
import { createAudit } from '../../server/store/audit.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export const masterKey = (id: string): MasterKey => {
  const bytes = randomBytes(32)
  note('master key', bytes.toString('base64'))
  return { id, bytes }
}

type Masters = readonly [MasterKey, ...MasterKey[]]
type Look = { masters?: Masters; now?: Date; logged?: { seq: number; mark: string } }

/** A trail that processes have written, and somebody who can write in the database without their keys. */
export interface Story extends Pick<TestDatabase, 'database' | 'uri' | 'stop'> {
  masters: Masters
  /** What the clock of the processes shows; the story moves it on. */
  clock: { at: Date }
  /** A process of its own. */
  process(masters?: Masters): ChainedTrail
  event(detail: string): AuditEvent
  /** Two events a row: `rows` of them by this process. @returns the events. */
  write(by: ChainedTrail, rows: number): Promise<AuditEvent[]>
  /** A minute later. */
  seal(by: ChainedTrail): ReturnType<ChainedTrail['seal']>
  collection(name: 'audit' | 'auditChain' | 'auditSeals'): ReturnType<typeof collectionOf>
  verify(look?: Look): Promise<{ findings: Finding[]; checked: Checked }>
  /** `gap 3`: the fault, and the number of the row or the seal. */
  faults(look?: Look): Promise<string[]>
}

type Row = { _id: string } & Record<string, unknown>
const collectionOf = ({ database }: Pick<TestDatabase, 'database'>, name: string) =>
  database.connection.collection<Row>(name)

type Told = Pick<Story, 'verify' | 'faults'>

function verifierOf({ database }: TestDatabase, story: Masters): Told {
  const verify: Story['verify'] = async ({ masters = story, now, logged } = {}) => {
    const findings: Finding[] = []
    const checked = await verifyTrail({
      trail: createTrail(database.models),
      keys: createKeys(masters),
      now: () => now ?? new Date(),
      tell: (finding) => void findings.push(finding),
      logged,
    })
    return { findings, checked }
  }
  return {
    verify,
    faults: async (look) => (await verify(look)).findings.map(({ fault, seq }) => `${fault} ${seq ?? '-'}`),
  }
}

/** @param began when its clock begins: long enough ago that nothing of it is of this minute. */
export async function openStory(began = later(new Date(), -30 * 60_000)): Promise<Story> {
  const held = await openTestDatabase()
  const { models } = held.database
  const masters: Masters = [masterKey('story')]
  const clock = { at: began }
  const event = (detail: string) => {
    clock.at = later(clock.at, 1_000)
    const known = { type: 'login.failed', outcome: 'failed', accountId: 'local:1', actor: 'browser', detail } as const
    return auditEvent(clock.at, known)
  }
  const stores = { audit: createAudit(models), auditChain: createAuditChain(models) }
  return {
    ...held,
    ...verifierOf(held, masters),
    masters,
    clock,
    event,
    process: (given = masters) => chainTrail({ ...stores, keys: createKeys(given), now: () => clock.at }),
    async write({ audit }, rows) {
      const all = Array.from({ length: rows }, () => [event('one'), event('two')])
      for (const two of all) await audit.append(two)
      return all.flat()
    },
    seal(by) {
      clock.at = later(clock.at, limits.auditSealEvery)
      return by.seal()
    },
    collection: (name) => collectionOf(held, name),
  }
}
