import { randomBytes } from 'node:crypto'
import { hashPassword } from '../../server/directory/local.ts'
import { connectDatabase, type Database } from '../../server/store/connect.ts'
import { createLocalUsers } from '../../server/store/local-users.ts'
import { keepDatabase } from '../after/dump.ts'
import { note } from '../after/ledger.ts'
import { checkStoredRows } from './stored-rows.ts'

export const password = 'correct horse battery staple'

export interface TestDatabase {
  uri: string
  database: Database
  /** Puts a mailbox into the local directory. @returns its address. */
  user(name: string, password?: string): Promise<string>
  /** Drops it and closes the connection. */
  stop(): Promise<void>
}

/** A check of the usual cost takes a fifth of a second: what is about that makes its own hash. */
const quick = { ln: 4, r: 8, p: 1 }

/** A database of its own on the mongod of the test run, or on the one that is named. */
export async function openTestDatabase(server = process.env.TEST_MONGODB_URI ?? ''): Promise<TestDatabase> {
  // Not a URL where a replica set names several hosts.
  const uri = server.replace(/^(mongodb:\/\/[^/?]+)[^?]*/, `$1/t${randomBytes(6).toString('hex')}`)
  const since = new Date()
  const database = await connectDatabase(uri)
  const users = createLocalUsers(database.models)
  return {
    uri,
    database,
    async user(name, secret = password) {
      note('password', secret)
      note('address', `${name}@cqu.edu.cn`)
      await users.put(`${name}@cqu.edu.cn`, await hashPassword(secret, quick))
      return `${name}@cqu.edu.cn`
    },
    async stop() {
      try {
        await keepDatabase(database.connection, since)
        await checkStoredRows(database)
      } finally {
        await database.connection.dropDatabase().finally(() => database.close())
      }
    },
  }
}
