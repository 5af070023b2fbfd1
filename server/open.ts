import type { Config } from './config/config.ts'
import { hashPassword } from './directory/local.ts'
import { openMongo } from './mongod/index.ts'
import { createAccounts } from './store/accounts.ts'
import { createTrail } from './store/audit-chain.ts'
import { createAudit } from './store/audit.ts'
import { connectDatabase, type Database } from './store/connect.ts'
import { createLocalUsers } from './store/local-users.ts'
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

/** What an operator's commands look at. */
export const recordsOf = ({ database: { models } }: Data) => ({
  accounts: createAccounts(models),
  sessions: createSessions(models),
  audit: createAudit(models),
  trail: createTrail(models),
})
