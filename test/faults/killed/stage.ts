import { codeOf, tally } from '../../actors/outcome.ts'
import { accountOf, auditOf } from '../../actors/records.ts'
import { startTown, type Town } from '../../actors/town.ts'
import { startMongoProxy, type Watch } from '../mongo-wire/proxy.ts'
import { createCast, dying, living } from './cast.ts'
import type { Flow, Left } from './flow.ts'

interface Death {
  /** How the request ended for who asked. */
  answer: string
  writes: string[]
  left: Left
}

/** What the database holds of an account, each outbox carried to the trail. */
async function holdings(town: Town, address: string): Promise<Map<string, number>> {
  const account = await accountOf(town, address)
  const trail = account ? await auditOf(town, account._id) : []
  const raised = { address, aal: 2, expiresAt: { $gt: new Date() } }
  return new Map([
    ...Object.entries(tally(trail.map(({ type }) => type))),
    ['bindings', account?.bindings.length ?? 0],
    ['raised', await town.database.connection.collection('sessions').countDocuments(raised)],
  ])
}

function difference(before: Map<string, number>, after: Map<string, number>): Left {
  const all = [...after].map(([what, count]) => [what, count - (before.get(what) ?? 0)] as const)
  return Object.fromEntries(all.filter(([, count]) => count !== 0))
}

/** Two processes on one database; what the first one writes goes through the proxy, which may let it die. */
export async function openStage(env: Record<string, string> = {}) {
  const proxy = await startMongoProxy()
  const route = (uri: string, at: number) => (at === dying ? proxy.through(uri) : uri)
  const town = await startTown(2, { route, env })
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
    return { answer, writes, left: difference(before, await holdings(town, address)) }
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
