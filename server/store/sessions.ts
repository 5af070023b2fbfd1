import type { FactorKind } from '../../shared/factors.ts'
import { moves, type Move } from '../core/challenge.ts'
import type { Grant, Sessions, Target } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toSession } from './records.ts'
import { approveUpdate, spendTryUpdate } from './session-updates.ts'

const secrets = '+token +challenge'

/** Every move's filter: the session, its live challenge, a status the table allows, and the clock. */
const when = ({ sessionId, challengeId, now }: Target, move: Move) => ({
  _id: sessionId,
  expiresAt: { $gt: now },
  'challenge.id': challengeId,
  'challenge.status': { $in: [...moves[move].from] },
  'challenge.expiresAt': { $gt: now },
})

const notResting = (kind: FactorKind, now: Date) => ({
  $or: [{ [`challenge.guesses.${kind}.until`]: null }, { [`challenge.guesses.${kind}.until`]: { $lte: now } }],
})

/** One document a browser session; each step of a challenge is one findOneAndUpdate, and null means it was lost. */
export function createSessions({ sessions }: Pick<Models, 'sessions'>): Sessions {
  const find = async (filter: object) => toSession(await sessions.findOne(filter).select(secrets).lean())
  const change = async (filter: object, update: object) =>
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
    renewTicket: (target, ordinal, ticket) =>
      change(
        { ...when(target, 'issue'), 'challenge.ticket.ordinal': ordinal },
        { $set: { 'challenge.ticket': ticket } },
      ),
    countStranger: (target, ordinal) =>
      change({ ...when(target, 'issue'), 'challenge.ticket.ordinal': ordinal }, { $inc: { 'challenge.strangers': 1 } }),
    scan: (target, ordinal, scan, needsNumber, event) =>
      change(
        {
          ...when(target, 'scan'),
          'challenge.ticket.ordinal': ordinal,
          'challenge.ticket.until': { $gt: target.now },
          'challenge.scan': null,
        },
        {
          $set: { 'challenge.status': moves.scan.to, 'challenge.scan': scan, 'challenge.needsNumber': needsNumber },
          $push: { outbox: event },
        },
      ),
    approve: (target, scan, until, event) =>
      change(
        {
          ...when(target, 'approve'),
          'challenge.scan.id': scan.id,
          'challenge.scan.mark': scan.mark,
          'challenge.scan.until': { $gt: target.now },
        },
        approveUpdate(until, event),
      ),
    deny: (target, by, denial, event) =>
      change(
        {
          ...when(target, 'deny'),
          ...(by !== 'browser' && { 'challenge.scan.id': by.scanId, 'challenge.scan.mark': by.mark }),
        },
        { $set: { 'challenge.status': moves.deny.to, 'challenge.denial': denial }, $push: { outbox: event } },
      ),
    match: (target) =>
      change({ ...redeemable(target), 'challenge.isMatched': false }, { $set: { 'challenge.isMatched': true } }),
    spendTry: (target, kind) =>
      change({ ...when(target, 'guess'), ...notResting(kind, target.now) }, spendTryUpdate(kind, target.now)),
    grant: (target, move, grant) => change(grantFilter(target, move, grant), grantUpdate(target.now, grant)),
  }
}

const redeemable = (target: Target) => ({ ...when(target, 'redeem'), 'challenge.scan.until': { $gt: target.now } })

function grantFilter(target: Target, move: 'redeem' | 'guess', { kind }: Grant) {
  if (move === 'guess') return { ...when(target, 'guess'), ...(kind && notResting(kind, target.now)) }
  // A number that is needed has been matched by a write of its own.
  return { ...redeemable(target), $or: [{ 'challenge.needsNumber': false }, { 'challenge.isMatched': true }] }
}

function grantUpdate(now: Date, { raise, token, expiresAt, events }: Grant) {
  const { amr, ...fields } = raise
  return {
    $set: { ...fields, token, expiresAt, touchedAt: now, 'challenge.status': moves.redeem.to },
    $push: { outbox: { $each: events } },
    ...(amr !== undefined && { $addToSet: { amr } }),
  }
}
