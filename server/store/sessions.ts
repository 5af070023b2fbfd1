import type { Sessions } from '../core/stores.ts'
import { answerMoves, finishMoves, ticketMoves, type Change } from './challenge-moves.ts'
import { codeMoves } from './code-moves.ts'
import type { Models } from './models/index.ts'
import { toAccount, toSession } from './records.ts'
import { rowsOf } from './rows.ts'

const withAccount = { $lookup: { from: 'accounts', localField: 'accountId', foreignField: '_id', as: 'account' } }

const clientMoves = (change: Change): Pick<Sessions, 'noteClient'> => ({
  noteClient: (id, clientId, event) =>
    change(
      { _id: id, clients: { $ne: clientId }, expiresAt: { $gt: event.at } },
      { $push: { clients: clientId, outbox: event } },
    ),
})

/** One document a browser session; each step of a challenge is one findOneAndUpdate, and null means it was lost. */
export function createSessions({ sessions }: Pick<Models, 'sessions'>): Sessions {
  const rows = rowsOf(sessions)
  const find = async (filter: object) => toSession(await rows.findOne(filter))
  const change: Change = async (filter, update) => toSession(await rows.change(filter, update))
  const met = async (filter: object) => {
    const [found] = (await rows.aggregate([{ $match: filter }, withAccount])) as ({ account: unknown[] } | undefined)[]
    if (!found) return null
    const { account, ...session } = found
    return { session: toSession(session)!, account: toAccount(account[0]) }
  }
  return {
    byId: (id) => find({ _id: id }),
    byAccount: async (accountId) => (await rows.find({ accountId })).map((session) => toSession(session)!),
    // One index at a time: the previous token is shown once in a session's life, and an $or costs every request.
    byTokenMacs: async (macs) =>
      (await met({ 'token.mac': { $in: macs } })) ?? (await met({ 'token.previous': { $in: macs } })),
    byTicketMarks: (marks) => find({ 'challenge.ticket.mark': { $in: marks } }),
    byScanId: (scanId) => find({ 'challenge.scan.id': scanId }),
    insert: ({ id, ...session }) => rows.insert({ _id: id, ...session }),
    // The clock of the event ends it; the row stays until its outbox was carried. A request that has read an earlier clock finds no challenge to win.
    end: (id, event) =>
      rows.update(
        { _id: id, expiresAt: { $gt: event.at } },
        { $set: { expiresAt: event.at, challenge: null }, $push: { outbox: event } },
      ),
    touch: (id, now) => rows.update({ _id: id }, { $set: { touchedAt: now } }),
    sawToken: (id, mac) => rows.update({ _id: id, 'token.mac': mac }, { $set: { 'token.sealed': null } }),
    ...clientMoves(change),
    putChallenge: (id, before, challenge) => change({ _id: id, 'challenge.id': before }, { $set: { challenge } }),
    dropChallenge: (id, challengeId, event) =>
      change({ _id: id, 'challenge.id': challengeId }, { $set: { challenge: null }, $push: { outbox: event } }),
    ...ticketMoves(change),
    ...codeMoves(change),
    ...answerMoves(change),
    ...finishMoves(change),
  }
}
