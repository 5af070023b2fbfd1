// What the database holds, past every select:false.
import { later } from '../../server/core/challenge.ts'
import { relayOutboxes } from '../../server/core/relay.ts'
import type { Account } from '../../server/core/account.ts'
import type { AuditEvent } from '../../server/core/audit.ts'
import type { Session } from '../../server/core/session.ts'
import { createAccounts } from '../../server/store/accounts.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import type { Database } from '../../server/store/connect.ts'
import { createMailSessions } from '../../server/store/mail-sessions.ts'
import { createNotices } from '../../server/store/notices.ts'
import { createSessions } from '../../server/store/sessions.ts'
import { limits } from '../../shared/limits.ts'

type Held = { database: Database }

export const accountOf = async ({ database }: Held, address: string): Promise<Account & { _id: string }> => {
  const found = await database.connection.collection('accounts').findOne({ address })
  return found as unknown as Account & { _id: string }
}

/** Carries everything that waits in an outbox. @returns how many events. */
export const relay = ({ database: { models } }: Held): Promise<number> =>
  relayOutboxes({
    outboxes: createOutboxes(models),
    audit: createAudit(models),
    notices: createNotices(models),
    mailSessions: createMailSessions(models),
    mailNodes: [],
    leavers: {
      accounts: createAccounts(models),
      sessions: createSessions(models),
      now: () => new Date(),
      loggedOutClients: [],
    },
  })

/** How many notices are being sent, or are due: those that wait for another try are not. */
export const noticesUnderWay = ({ database }: Held, now: Date): Promise<number> =>
  database.connection.collection('notices').countDocuments({ dueAt: { $lte: later(now, limits.noticeClaim) } })

/** The newest session of this address. */
export const sessionOf = async ({ database }: Held, address: string): Promise<Session & { _id: string }> => {
  const sessions = database.connection.collection('sessions')
  const [found] = await sessions.find({ address }).sort({ createdAt: -1 }).limit(1).toArray()
  return found as unknown as Session & { _id: string }
}

/** Every session in which a factor was proved. */
export const raisedSessions = async ({ database }: Held): Promise<Session[]> => {
  const found = await database.connection.collection('sessions').find({ aal: 2 }).toArray()
  return found as unknown as Session[]
}

/** The trail of this account, oldest first, after everything that waits in an outbox was carried there. */
export async function auditOf(world: Held, accountId?: string): Promise<(AuditEvent & { _id: string })[]> {
  const { connection } = world.database
  await relay(world)
  const rows = await connection
    .collection('audit')
    .find(accountId === undefined ? {} : { accountId })
    .sort({ at: 1 })
    .toArray()
  return rows as unknown as (AuditEvent & { _id: string })[]
}

type Dump = ReadonlyMap<string, string>

/** Written by every process when it is time to, whoever asks for what meanwhile. */
const beside = new Set(['auditChain', 'auditSeals'])

/** The database as it is now, every outbox carried to the trail. */
async function dump(held: Held): Promise<Dump> {
  const { database } = held
  await relay(held)
  const names = Object.values(database.models)
    .map((model) => model.collection.name)
    .filter((name) => !beside.has(name))
  const texts = names.map(async (name) => {
    // What becomes of a notice is no request's doing.
    const projection = name === 'notices' ? { event: 1 } : {}
    const rows = await database.connection.collection(name).find({}, { projection }).sort({ _id: 1 }).toArray()
    return [name, JSON.stringify(rows)] as const
  })
  return new Map(await Promise.all(texts))
}

/** Watches the database. @returns asks which collections hold anything else than now. */
export async function watchDatabase(held: Held): Promise<() => Promise<string[]>> {
  const before = await dump(held)
  return async () => [...(await dump(held))].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)
}
