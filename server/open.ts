import type { Config } from './config/config.ts'
import { chainTrail } from './core/audit-trail.ts'
import type { Keys } from './core/keys.ts'
import { relayOutboxes } from './core/relay.ts'
import { openDirectory } from './directory/open.ts'
import { hashPassword } from './directory/local.ts'
import { factors } from './factors/index.ts'
import { openMongo } from './mongod/index.ts'
import { loggedOutOf } from './config/openid.ts'
import { createAccounts } from './store/accounts.ts'
import { createAuditChain, createTrail } from './store/audit-chain.ts'
import { createAudit, createOutboxes } from './store/audit.ts'
import { connectDatabase, type Database } from './store/connect.ts'
import { createCounters } from './store/counters.ts'
import { createErasure } from './store/erasure.ts'
import { createLocalUsers } from './store/local-users.ts'
import { createMailClients } from './store/mail-clients.ts'
import { createMailSessions } from './store/mail-sessions.ts'
import { createNotices } from './store/notices.ts'
import { createRotation } from './store/rotation.ts'
import { createSessions } from './store/sessions.ts'

export interface Data {
  database: Database
  stop(): Promise<void>
}

/** The configured MongoDB, or an embedded one, connected. @param report takes one line a step. */
export async function openData(config: Config, report?: (line: string) => void): Promise<Data> {
  const mongo = await openMongo({ uri: config.mongodbUri ?? undefined, dataDir: config.dataDir, report })
  const database = await connectDatabase(mongo.uri)
  return {
    database,
    async stop() {
      await database.close()
      await mongo.stop()
    },
  }
}

/** Makes a user of the `local` directory, or gives the one with this (folded) address a new password. */
export const putLocalUser = async ({ database }: Data, address: string, password: string) =>
  createLocalUsers(database.models).put(address, await hashPassword(password))

/** Where mailbox passwords are checked, for commands that ask it. */
export const directoryOf = ({ database: { models } }: Data, { directory }: Config, keys: Keys) =>
  openDirectory(directory, { users: createLocalUsers(models), keys, now: () => new Date(), log: () => undefined })

/** The trail as it lies in the database. */
export const trailOf = ({ database: { models } }: Data) => createTrail(models)

/** What an operator's commands work with. What they append to the trail is chained like any process's. */
export function operatorOf(
  { database: { models } }: Data,
  keys: Keys,
  { doveadm, openidClients }: Pick<Config, 'doveadm' | 'openidClients'>,
) {
  const now = () => new Date()
  const { audit } = chainTrail({ audit: createAudit(models), auditChain: createAuditChain(models), keys, now })
  const accounts = createAccounts(models)
  const sessions = createSessions(models)
  const carried = {
    outboxes: createOutboxes(models),
    audit,
    notices: createNotices(models),
    mailSessions: createMailSessions(models),
    mailNodes: doveadm.urls,
    leavers: { accounts, sessions, now, loggedOutClients: loggedOutOf(openidClients) },
  }
  return {
    accounts,
    sessions,
    counters: createCounters(models),
    erasure: createErasure(models),
    rotation: createRotation(models),
    mailClients: createMailClients(models),
    audit,
    keys,
    // All of them: what was bound while a message could leave is there also when none can any more.
    factors,
    now,
    carry: () => relayOutboxes(carried),
  }
}

export type Operator = ReturnType<typeof operatorOf>
