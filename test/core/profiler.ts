import type { World } from '../actors/world.ts'

/** Far more rows than any query of one person wants, far fewer than there are. */
const fewRows = 80

interface Profiled {
  ns: string
  op: string
  command: object
  originatingCommand?: object
  planSummary?: string
  docsExamined?: number
  keysExamined?: number
}

/** A change stream reads MongoDB's log from where it is, by its order; it has no index and needs none. */
const isNews = ({ command, originatingCommand }: Profiled) =>
  JSON.stringify([command, originatingCommand]).includes('$changeStream')

/** From now on every query is written down. */
export async function startProfiler({ database: { connection } }: Pick<World, 'database'>): Promise<void> {
  await connection.createCollection('system.profile', { capped: true, size: 64 * 1_024 * 1_024 })
  await connection.db!.command({ profile: 2 })
}

/** Every query that MongoDB's profiler has seen. */
export async function profiled({ database }: Pick<World, 'database'>): Promise<Profiled[]> {
  const { connection, models } = database
  const ns = Object.values(models).map(({ collection }) => `${connection.name}.${collection.name}`)
  const all = await connection
    .collection('system.profile')
    .find({ ns: { $in: ns } })
    .toArray()
  return (all as unknown as Profiled[]).filter((one) => !isNews(one))
}

/**
 * Nobody's alone: a seal reads every row of the chain since the one before it, mail servers are told of everybody who has a factor or an app password,
 * and an operator of every mail client.
 */
const isOfAll = ({ command, originatingCommand }: Profiled) =>
  ('aggregate' in command && (command.aggregate === 'auditChain' || command.aggregate === 'mailClients')) ||
  JSON.stringify([command, originatingCommand]).includes('{"bindings.id":{"$gt":""}},{"appPasswords.id":{"$gt":""}}')

/** Without an index, or through far more rows than it wants. */
export const isSearching = (one: Profiled) =>
  (one.planSummary ?? '').includes('COLLSCAN') ||
  (!isOfAll(one) && Math.max(one.docsExamined ?? 0, one.keysExamined ?? 0) > fewRows)
