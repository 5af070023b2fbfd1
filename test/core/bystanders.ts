import { randomBytes } from 'node:crypto'
import { createKeys } from '../../server/core/keys.ts'
import type { World } from '../actors/world.ts'
import { memberOf, rowsOf } from '../bench/crowd.ts'

const bystanders = 300

/** People whom no query of one person is about. */
export async function addBystanders({ database: { connection } }: Pick<World, 'database'>): Promise<void> {
  const members = Array.from({ length: bystanders }, (_, index) => memberOf(index))
  const rowsByName = rowsOf(createKeys([{ id: 'bystanders', bytes: randomBytes(32) }]), members, '', new Date())
  for (const [name, rows] of Object.entries(rowsByName))
    await connection.collection<{ _id: string }>(name).insertMany(rows)
}
