import { limits } from '../../shared/limits.ts'
import type { Config } from '../config.ts'
import { foldAddress } from '../core/directory.ts'
import { hashPassword } from '../directory/local.ts'
import { openMongo } from '../mongod/index.ts'
import { connectDatabase } from '../store/connect.ts'
import { createLocalUsers } from '../store/local-users.ts'

/** Makes a user of the `local` directory, or gives the one with this address a new password. @returns what is wrong with the input, if anything. */
export async function putUser(config: Config, address: string, password: string): Promise<string | undefined> {
  const folded = foldAddress(address)
  if (!/^[^\s@]+@[^\s@]+$/.test(folded) || folded.length > limits.addressLength) return `not an address: ${address}`
  if (password.length === 0 || password.length > limits.passwordLength) return 'the password is empty or too long'
  const mongo = await openMongo({ uri: config.mongodbUri ?? undefined, dataDir: config.dataDir })
  const database = await connectDatabase(mongo.uri)
  try {
    await createLocalUsers(database.models).put(folded, await hashPassword(password))
    return undefined
  } finally {
    await database.close()
    await mongo.stop()
  }
}
