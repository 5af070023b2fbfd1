import type { Sessions } from '../core/stores.ts'
import { answerMoves, ticketMoves, type Change } from './challenge-moves.ts'
import type { Models } from './models/index.ts'
import { toSession } from './records.ts'

const secrets = '+token +challenge +passwordMark'

/** One document a browser session; each step of a challenge is one findOneAndUpdate, and null means it was lost. */
export function createSessions({ sessions }: Pick<Models, 'sessions'>): Sessions {
  const find = async (filter: object) => toSession(await sessions.findOne(filter).select(secrets).lean())
  const change: Change = async (filter, update) =>
    toSession(
      await sessions
        .findOneAndUpdate(filter, update, { returnDocument: 'after', updatePipeline: Array.isArray(update) })
        .select(secrets)
        .lean(),
    )
  return {
    byId: (id) => find({ _id: id }),
    byTokenMacs: (macs) => find({ $or: [{ 'token.mac': { $in: macs } }, { 'token.previous': { $in: macs } }] }),
    byTicketMarks: (marks) => find({ 'challenge.ticket.mark': { $in: marks } }),
    byScanId: (scanId) => find({ 'challenge.scan.id': scanId }),
    insert: async ({ id, ...session }) => void (await sessions.collection.insertOne({ _id: id, ...session } as never)),
    end: async (id, event) => {
      // The clock of the event ends it; the row stays until its outbox was carried.
      await sessions.updateOne(
        { _id: id, expiresAt: { $gt: event.at } },
        { $set: { expiresAt: event.at }, $push: { outbox: event } },
      )
    },
    touch: async (id, now) => void (await sessions.updateOne({ _id: id }, { $set: { touchedAt: now } })),
    sawToken: async (id, mac) =>
      void (await sessions.updateOne({ _id: id, 'token.mac': mac }, { $set: { 'token.sealed': null } })),
    putChallenge: (id, before, challenge) => change({ _id: id, 'challenge.id': before }, { $set: { challenge } }),
    dropChallenge: (id, challengeId, event) =>
      change({ _id: id, 'challenge.id': challengeId }, { $set: { challenge: null }, $push: { outbox: event } }),
    ...ticketMoves(change),
    ...answerMoves(change),
  }
}
