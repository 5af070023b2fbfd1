import { mongo } from 'mongoose'
import { periods } from './periods.ts'

/** Options that would weaken what the store counts on (design §2), in lower case, and the only value each may carry. */
const guarantees: Readonly<Record<string, string>> = {
  w: 'majority',
  journal: 'true',
  j: 'true',
  readconcernlevel: 'majority',
  retrywrites: 'true',
}

/** @returns one line per fault of a `MONGODB_URI`, as far as can be told without connecting; never a part of its user or password. */
export function checkUri(uri: string): string[] {
  if (!/^mongodb(\+srv)?:\/\/[^/?]/.test(uri)) return ['it must begin with mongodb:// or mongodb+srv:// and a host']
  const query = uri.includes('?') ? uri.slice(uri.indexOf('?') + 1) : ''
  return [...new URLSearchParams(query)].flatMap(([name, value]) => {
    const needed = guarantees[name.toLowerCase()]
    const isFine = needed === undefined || value.toLowerCase() === needed
    return isFine ? [] : [`it must not set ${name}=${value}: nothing but ${needed} keeps what was confirmed`]
  })
}

/**
 * Connects once to what `MONGODB_URI` names.
 * @throws Error with the reason when it does not answer in `periods.givenUri`, or cannot serve change streams.
 */
export async function checkGiven(uri: string): Promise<void> {
  const faults = checkUri(uri)
  if (faults.length > 0) throw new Error(`MONGODB_URI is refused: ${faults.join('; ')}`)
  const hello = await ask(uri)
  if (hello['setName'] || hello['msg'] === 'isdbgrid') return
  const what = hello['isreplicaset'] ? 'a replica set that was never initiated' : 'a standalone mongod'
  throw new Error(
    `MONGODB_URI must name a replica set: change streams and majority writes need one. What answers is ${what}.`,
  )
}

async function ask(uri: string): Promise<mongo.Document> {
  const limit = { serverSelectionTimeoutMS: periods.givenUri, connectTimeoutMS: periods.givenUri }
  try {
    const client = new mongo.MongoClient(uri, limit)
    try {
      return await client.db('admin').command({ hello: 1 })
    } finally {
      await client.close()
    }
  } catch (error) {
    throw new Error(`MONGODB_URI does not answer as a replica set: ${(error as Error).message}`, { cause: error })
  }
}
