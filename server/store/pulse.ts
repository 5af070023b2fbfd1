import { limits } from '../../shared/limits.ts'
import type { Pulse } from '../core/readiness.ts'
import type { Database } from './connect.ts'

const looked = { $limit: limits.backlogLooked }

// The facet answers with one document also where nothing is found.
const clock = [{ $match: { _id: '' } }, { $facet: { read: [{ $limit: 1 }] } }, { $project: { now: '$$NOW' } }]
// Ids of events are random: of more records than are looked at these are a fair sample, and its oldest event is nearly the oldest.
const backlog = [
  { $match: { 'outbox.id': { $gt: '' } } },
  looked,
  { $unwind: '$outbox' },
  { $group: { _id: null, events: { $sum: 1 }, oldest: { $min: '$outbox.at' } } },
]
const due = (now: Date) => [{ $match: { dueAt: { $lte: now } } }, looked, { $count: 'notices' }]

interface Backlog {
  events: number
  oldest: Date
}

/** Past mongoose, which would keep a question for later while the database is away. */
export function createPulse({ connection, models }: Pick<Database, 'connection' | 'models'>): Pulse {
  const ask = async <T>(model: { collection: { name: string } }, pipeline: object[]): Promise<T[]> => {
    const collection = connection.getClient().db(connection.name).collection(model.collection.name)
    const signal = AbortSignal.timeout(limits.readyTimeout)
    return (await collection.aggregate(pipeline, { signal, maxTimeMS: limits.readyTimeout }).toArray()) as T[]
  }
  return {
    async time() {
      const [told] = await ask<{ now: Date }>(models.accounts, clock)
      return told!.now
    },
    async waiting(now) {
      const [accounts, sessions, notices] = await Promise.all([
        ask<Backlog>(models.accounts, backlog),
        ask<Backlog>(models.sessions, backlog),
        ask<{ notices: number }>(models.notices, due(now)),
      ])
      const outboxes = [...accounts, ...sessions]
      return {
        events: outboxes.reduce((sum, { events }) => sum + events, 0),
        oldest: outboxes.map(({ oldest }) => oldest).sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
        notices: notices[0]?.notices ?? 0,
      }
    },
  }
}
