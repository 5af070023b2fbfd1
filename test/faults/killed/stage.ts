import { codeOf, tally } from '../../actors/outcome.ts'
import { accountOf, auditOf } from '../../actors/records.ts'
import { startTown, type Town } from '../../actors/town.ts'
import { startMongoProxy, type Watch } from '../mongo-wire/proxy.ts'
import { createCast, dying, living, type Cast } from './cast.ts'
import type { Flow, Left } from './flow.ts'
import { addressesTold } from './told.ts'

interface Death {
  /** How the request ended for who asked. */
  answer: string
  writes: string[]
  left: Left
}

interface Holdings {
  /** The events of the trail. */
  events: string[]
  counts: Map<string, number>
}

/** What the database holds of an account, each outbox carried to the trail. */
async function holdings(town: Town, address: string): Promise<Holdings> {
  const account = await accountOf(town, address)
  const trail = account ? await auditOf(town, account._id) : []
  const raised = { address, aal: 2, expiresAt: { $gt: new Date() } }
  const counts = new Map([
    ...Object.entries(tally(trail.map(({ type }) => type))),
    ['bindings', account?.bindings.length ?? 0],
    ['raised', await town.database.connection.collection('sessions').countDocuments(raised)],
  ])
  return { events: trail.map(({ _id }) => _id), counts }
}

async function difference(cast: Cast, before: Holdings, { events, counts }: Holdings): Promise<Left> {
  const all = [...counts].map(([what, count]) => [what, count - (before.counts.get(what) ?? 0)] as const)
  const told = await addressesTold(
    cast,
    events.filter((id) => !before.events.includes(id)),
  )
  return Object.fromEntries([...all, ['told', told] as const].filter(([, count]) => count !== 0))
}

/** Two processes on one database; what the first one writes goes through the proxy, which may let it die. */
export async function openStage(env: Record<string, string> = {}) {
  const proxy = await startMongoProxy()
  const route = (uri: string, at: number) => (at === dying ? proxy.through(uri) : uri)
  const town = await startTown(2, { route, env })
  await town.sms.flowControl(false)
  let isUp = Promise.resolve()

  /** Restarted while the person goes on at the other one. */
  const replace = async (killed: Promise<void>) => {
    await killed
    proxy.watchWrites()
    await town.restart(dying)
  }

  /** Plays a flow up to its n-th write. */
  async function play({ begin }: Pick<Flow, 'begin'>, n: number, of: Watch['of'] = 'requests'): Promise<Death> {
    const cast = createCast(town)
    const { address, act, goOn } = await begin(cast)
    const before = await holdings(town, address)
    await isUp
    cast.moveTo(dying)
    let killed: Promise<void> | undefined
    const writes = proxy.watchWrites({ of, n, kill: () => (killed = town.servers[dying]!.kill()) })
    const answer = await codeOf(act())
    cast.moveTo(living)
    if (!killed) return { answer, writes, left: {} }
    isUp = replace(killed)
    await goOn(writes.at(-1) ?? '')
    return { answer, writes, left: await difference(cast, before, await holdings(town, address)) }
  }

  return {
    play,
    async stop() {
      await isUp
      await town.stop()
      proxy.stop()
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
