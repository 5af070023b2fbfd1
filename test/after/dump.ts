import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { mongo, type Connection } from 'mongoose'
import type { Account } from '../../server/core/account.ts'
import { openBinding, type OpenBinding } from '../../server/core/binding.ts'
import { createKeys, type MasterKey } from '../../server/core/keys.ts'
import { openSigningKey } from '../../server/core/openid-keys.ts'
import type { OpenidKey } from '../../server/core/openid-stores.ts'
import { factors } from '../../server/factors/index.ts'
import { folder, note, noteTarget } from './ledger.ts'

const lineOf = (name: string, row: object) => `${name} ${mongo.BSON.EJSON.stringify(row)}\n`

/**
 * Every document of a database, and everything that was ever written there: the oplog remembers what a later write took away.
 * @param since when this database was new.
 */
export async function keepDatabase(connection: Connection, since: Date): Promise<void> {
  if (!folder) return
  const { db, name } = connection
  const lines: string[] = []
  // A profile that a test has asked for is its own, not the product's.
  const collections = (await db!.listCollections().toArray()).filter((one) => !one.name.startsWith('system.'))
  for (const { name: collection } of collections)
    for await (const row of db!.collection(collection).find()) lines.push(lineOf(collection, row))
  const ts = { $gte: new mongo.Timestamp({ t: Math.floor(since.getTime() / 1_000), i: 0 }) }
  const oplog = connection.getClient().db('local').collection('oplog.rs')
  for await (const row of oplog.find({ ts, ns: new RegExp(`^${name}\\.`) })) lines.push(lineOf('oplog', row))
  appendFileSync(join(folder, `database-${name}`), lines.join(''))
}

function noteBinding({ key, number, address }: OpenBinding): void {
  for (const target of [number, address]) if (target !== undefined) noteTarget(String(target))
  if (key !== undefined) note('key of the codes', String(key))
}

/** Notes the keys of a server and what the bindings in its database hold. One that a test has moved to another account does not open. */
export async function noteKeys(connection: Connection, masters: readonly [MasterKey, ...MasterKey[]]): Promise<void> {
  if (!folder) return
  const keys = createKeys(masters)
  for (const { bytes } of masters) note('master key', bytes.toString('base64'))
  for (const { bytes } of keys.signing()) note('signing key', bytes.toString('base64'))
  for await (const { _id, ...key } of connection.collection<OpenidKey & { _id: string }>('openidKeys').find())
    for (const { jwk } of openSigningKey({ keys }, { ...key, id: _id })) note('OpenID signing key', jwk.d)
  const accounts = connection.collection<Account & { _id: string }>('accounts')
  for await (const { _id, bindings } of accounts.find())
    for (const binding of bindings) {
      const factor = factors[binding.kind]
      try {
        if (factor) noteBinding(openBinding(keys, factor, _id, binding))
      } catch {
        continue
      }
    }
}
