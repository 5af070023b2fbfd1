import mongoose, { type Connection } from 'mongoose'
import { limits } from '../../shared/limits.ts'
import { models, type Models } from './models/index.ts'

export interface Database {
  connection: Connection
  models: Models
  close(): Promise<void>
}

/**
 * Connects with the guarantees that the rest of the code counts on: nothing is confirmed before a majority has it on disk, nothing is read that could be
 * rolled back (design §2). Makes the indexes.
 * @throws Error when the server cannot be reached or is no replica set.
 */
export async function connectDatabase(uri: string): Promise<Database> {
  const connection = await mongoose
    .createConnection(uri, {
      // Without a majority to confirm a write, or without a primary to take it, whoever waits is told so and asks again.
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: limits.databaseTimeout },
      readConcern: { level: 'majority' },
      retryWrites: true,
      retryReads: true,
      serverSelectionTimeoutMS: limits.databaseTimeout,
      // Also for the driver's own heartbeats: a member that hangs is left, and what was asked of it is given up.
      connectTimeoutMS: limits.databaseTimeout,
      maxPoolSize: 50,
      appName: 'mailbox-security-assistant',
    })
    .asPromise()
  const all = models(connection)
  try {
    await checkGuarantees(connection)
    await Promise.all(Object.values(all).map((model) => model.createIndexes()))
  } catch (error) {
    // What was refused keeps no process alive.
    await connection.close()
    throw error
  }
  return { connection, models: all, close: () => connection.close() }
}

async function checkGuarantees(connection: Connection): Promise<void> {
  const { writeConcern, readConcern, retryWrites } = connection.getClient().options
  const isSafe =
    writeConcern?.w === 'majority' && writeConcern.journal === true && readConcern?.level === 'majority' && retryWrites
  if (!isSafe) throw new Error('MONGODB_URI must not override write concern, journal, read concern or retryable writes')
  const hello = await connection.db!.admin().command({ hello: 1 })
  if (!hello.setName && hello.msg !== 'isdbgrid')
    throw new Error('MONGODB_URI must name a replica set: change streams and majority writes need one')
}
