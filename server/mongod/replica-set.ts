import { mongo } from 'mongoose'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Mongod } from './mongod-process.ts'
import { periods } from './periods.ts'
import { loopback } from './port.ts'

export const setName = 'rs0'

const hostOf = (port: number): string => `${loopback}:${port}`

/** What the store connects to. */
export const uriOf = (port: number): string => `mongodb://${hostOf(port)}/msa?replicaSet=${setName}`

/**
 * Makes the mongod that listens there the primary of a set of one.
 * @throws Renamed when it must be killed and started again on the same port for that.
 * @throws Error when it is not the process that it should be, or does not answer in time.
 */
export async function becomePrimary({ pid, port, ended }: Mongod): Promise<void> {
  const client = connectTo(port)
  // The driver would look for one that is gone until its time is over.
  void ended.then(() => client.close())
  try {
    const admin = client.db('admin')
    const status = await admin.command({ serverStatus: 1 })
    if (Number(status['pid']) !== pid)
      throw new Error(`port ${port} is held by another MongoDB, process ${status['pid']}`)
    await configure(client, hostOf(port))
    await untilPrimary(admin)
  } finally {
    await client.close()
  }
}

/** The set's only member now has the name of this port, but mongod reads that only when it starts. */
export class Renamed extends Error {}

/**
 * The member is named by its port. While its stored name is that of another port, mongod looks for itself there, for half a minute when something else holds
 * it, and until then takes no `replSetReconfig` and denies that there is a set. So the stored set is asked, and corrected, directly.
 */
async function configure(client: mongo.MongoClient, host: string): Promise<void> {
  const sets = client.db('local').collection('system.replset')
  const set = await sets.findOne()
  if (!set) await client.db('admin').command({ replSetInitiate: { _id: setName, members: [{ _id: 0, host }] } })
  else if (set['members'][0].host !== host) {
    await sets.updateOne({}, { $set: { 'members.0.host': host }, $inc: { version: 1 } })
    // That collection is in no journal: without a checkpoint the kill would undo it.
    await client.db('admin').command({ fsync: 1 })
    throw new Renamed(`MongoDB must start again as ${host}`)
  }
}

const connectTo = (port: number): mongo.MongoClient =>
  new mongo.MongoClient(`mongodb://${hostOf(port)}/`, {
    directConnection: true,
    // A retryable write is one of a primary, which it is not yet.
    retryWrites: false,
    serverSelectionTimeoutMS: periods.command,
    socketTimeoutMS: periods.command,
  })

async function untilPrimary(admin: mongo.Db): Promise<void> {
  const deadline = Date.now() + periods.election
  while (!(await admin.command({ hello: 1 }))['isWritablePrimary']) {
    if (Date.now() > deadline) throw new Error('MongoDB did not become primary of its own set')
    await sleep(periods.electionPoll)
  }
}
