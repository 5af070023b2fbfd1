import type { Keys } from '../../server/core/keys.ts'
import { hashPassword } from '../../server/directory/local.ts'
import type { Database } from '../../server/store/connect.ts'
import { password } from '../actors/test-database.ts'
import { secondsSince } from '../setup/command.ts'
import { memberOf, rowsOf } from './crowd.ts'
import { makeAll } from './load.ts'

const batch = 1_000
const atOnce = 2

/** Puts members 0 … count - 1 into an empty database, past every guarantee, and waits until it is all on disk. */
export async function fill({ connection, models }: Database, keys: Keys, count: number): Promise<string> {
  const start = performance.now()
  // Made at the end in one go: each row in its place in fourteen indexes would take longer.
  for (const model of Object.values(models)) await model.collection.dropIndexes()
  const now = new Date()
  const hash = await hashPassword(password)
  const put = async (from: number) => {
    const members = Array.from({ length: Math.min(batch, count - from) }, (_, index) => memberOf(from + index))
    for (const [name, rows] of Object.entries(rowsOf(keys, members, hash, now)))
      await connection.collection<{ _id: string }>(name).insertMany(rows, { ordered: false, writeConcern: { w: 1 } })
  }
  await makeAll(Math.ceil(count / batch), (turn) => put(turn * batch), atOnce)
  for (const model of Object.values(models)) await model.createIndexes()
  await connection.db!.admin().command({ fsync: 1 })
  const { dataSize, storageSize, indexSize } = await connection.db!.stats()
  const [data, disk, indexes] = [dataSize, storageSize, indexSize].map((bytes) => Math.round(Number(bytes) / 1e6))
  return `${count} accounts: filled in ${secondsSince(start)}; ${data} MB of documents, ${disk} MB on disk, indexes ${indexes} MB`
}
