import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { mongo } from 'mongoose'
import { findProgram } from '../../server/mongod/find.ts'
import { prepareFolder } from '../../server/mongod/folder.ts'
import { end } from '../../server/mongod/mongod-process.ts'
import { periods } from '../../server/mongod/periods.ts'
import { choosePort, isListening, loopback } from '../../server/mongod/port.ts'
import { signal } from '../../server/mongod/processes.ts'
import { setName } from '../../server/mongod/replica-set.ts'
import { spawnMongod } from '../../server/mongod/start.ts'
import { stopWithParent } from '../../server/mongod/stop-with-parent.ts'
import { cacheDir, newDataDir, sweep } from './mongod.ts'

export interface ReplicaSet {
  /** Names every member. */
  uri: string
  /**
   * SIGKILL for the member that takes writes. For its last `lag` milliseconds the others hang: what it takes then is on no other disk and is lost with it,
   * so that whoever confirms it is found out. @returns when it was killed.
   */
  killPrimary(lag: number): Promise<number>
  /** The members that take no writes hang from now on, and with them every majority. @returns lets them go on. */
  hangOthers(): Promise<() => void>
  stop(): Promise<void>
}

/** What the README tells operators to set; MongoDB's own ten seconds make a failover of thirteen or fourteen. */
const electionTimeoutMillis = 5_000
const size = 3

/** Starts a real replica set of three on empty folders of its own, with the README's settings, and waits for its first primary. */
export async function startReplicaSet(): Promise<ReplicaSet> {
  await sweep()
  const { path } = await findProgram({ cacheDir, env: process.env, report: console.log })
  const members: Member[] = []
  for (let count = 0; count < size; count += 1) members.push(await startMember(path))
  const forget = stopWithParent(() => members.forEach((member) => member.signal('SIGKILL')))
  const stop = async (): Promise<void> => {
    await Promise.all(members.map((member) => member.stop()))
    forget()
  }
  try {
    await initiate(members)
    await primaryOf(members)
  } catch (error) {
    await stop()
    throw error
  }
  const hosts = members.map(({ port }) => hostOf(port)).join()
  return {
    uri: `mongodb://${hosts}/?replicaSet=${setName}`,
    killPrimary: (lag) => killPrimary(members, lag),
    async hangOthers() {
      const primary = await primaryOf(members)
      return hang(members.filter((member) => member !== primary))
    },
    stop,
  }
}

interface Member {
  port: number
  /** One that has ended hears nothing: its pid may be another program's by now. */
  signal(kind: NodeJS.Signals): void
  /** Ends it with SIGKILL. */
  kill(): Promise<void>
  /** Ends it, and its data goes with it. */
  stop(): Promise<void>
}

const hostOf = (port: number): string => `${loopback}:${port}`

async function startMember(program: string): Promise<Member> {
  const folder = prepareFolder(newDataDir())
  const mongod = spawnMongod({ program, folder, port: await choosePort(), hasDiagnostics: false })
  const kill = () => end(mongod, ['SIGKILL'])
  let isAlive = true
  void mongod.ended.then(() => (isAlive = false))
  return {
    port: mongod.port,
    signal: (kind) => void (isAlive && signal(mongod.pid, kind)),
    kill,
    async stop() {
      await kill()
      rmSync(folder.root, { recursive: true, force: true })
    },
  }
}

async function killPrimary(members: readonly Member[], lag: number): Promise<number> {
  const primary = await primaryOf(members)
  const goOn = hang(members.filter((member) => member !== primary))
  await sleep(lag)
  const at = Date.now()
  await primary.kill()
  goOn()
  return at
}

function hang(members: readonly Member[]): () => void {
  const all = (kind: NodeJS.Signals) => () => members.forEach((member) => member.signal(kind))
  all('SIGSTOP')()
  return all('SIGCONT')
}

/** Asks one member, whatever it is in the set. */
async function ask<T>(port: number, question: (admin: mongo.Db) => Promise<T>): Promise<T> {
  const limit = { serverSelectionTimeoutMS: periods.command, socketTimeoutMS: periods.command }
  const client = new mongo.MongoClient(`mongodb://${hostOf(port)}/`, { directConnection: true, ...limit })
  try {
    return await question(client.db('admin'))
  } finally {
    await client.close()
  }
}

/** Members that are no primary yet would each wait ten seconds before they stand for election: one is told to. */
async function initiate(members: readonly Member[]): Promise<void> {
  const [first] = members as [Member]
  for (const { port } of members) await ask(port, (admin) => admin.command({ ping: 1 }))
  const hosts = members.map(({ port }, _id) => ({ _id, host: hostOf(port) }))
  const config = { _id: setName, members: hosts, settings: { electionTimeoutMillis } }
  await ask(first.port, (admin) => admin.command({ replSetInitiate: config }))
  await until('has no primary', () => ask(first.port, (admin) => admin.command({ replSetStepUp: 1 })).then(() => true))
  await until('is not copied', () => ask(first.port, isCopied))
}

/** Only a member that has all of the data can be elected later. */
async function isCopied(admin: mongo.Db): Promise<boolean> {
  const { members } = (await admin.command({ replSetGetStatus: 1 })) as unknown as { members: { stateStr: string }[] }
  return members.every(({ stateStr }) => stateStr === 'PRIMARY' || stateStr === 'SECONDARY')
}

async function primaryOf(members: readonly Member[]): Promise<Member> {
  let found: Member | undefined
  await until('has no primary', async () => {
    for (const member of members) if (await isPrimary(member)) found = member
    return found !== undefined
  })
  return found!
}

const isPrimary = async ({ port }: Member): Promise<boolean> =>
  (await isListening(port)) &&
  ask(port, async (admin) => Boolean((await admin.command({ hello: 1 }))['isWritablePrimary']))

/** A question that fails is asked again. */
async function until(fault: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + periods.election
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`the replica set ${fault}`)
    await sleep(periods.electionPoll)
  }
}
