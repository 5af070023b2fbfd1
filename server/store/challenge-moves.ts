import type { FactorKind } from '../../shared/factors.ts'
import { moves, type Move } from '../core/challenge.ts'
import type { Grant, Guess, Sessions, Target } from '../core/stores.ts'
import { approveUpdate, spendTryUpdate } from './session-updates.ts'

/** One findOneAndUpdate on a session; null when the filter no longer holds. */
export type Change = (filter: object, update: object) => ReturnType<Sessions['approve']>

type TicketMoves = Pick<Sessions, 'renewTicket' | 'countStranger' | 'scan'>
type AnswerMoves = Pick<Sessions, 'approve' | 'deny' | 'match' | 'spendTry'>
type FinishMoves = Pick<Sessions, 'claim' | 'advance' | 'grant'>

/** Every move's filter: the session, its live challenge, a status the table allows, and the clock. */
export const when = ({ sessionId, challengeId, now }: Target, move: Move) => ({
  _id: sessionId,
  expiresAt: { $gt: now },
  'challenge.id': challengeId,
  'challenge.status': { $in: [...moves[move].from] },
  'challenge.expiresAt': { $gt: now },
})

const notResting = (kind: FactorKind, now: Date) => ({
  $or: [{ [`challenge.guesses.${kind}.until`]: null }, { [`challenge.guesses.${kind}.until`]: { $lte: now } }],
})

/** What happens to a ticket that nobody has taken. */
export function ticketMoves(change: Change): TicketMoves {
  return {
    renewTicket: (target, ordinal, ticket) =>
      change(
        { ...when(target, 'issue'), 'challenge.ticket.ordinal': ordinal },
        { $set: { 'challenge.ticket': ticket } },
      ),
    countStranger: (target, ordinal) =>
      change(
        { ...when(target, 'issue'), 'challenge.ticket.ordinal': ordinal },
        { $inc: { 'challenge.strangers': 1, 'challenge.ticket.strangers': 1 } },
      ),
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
  }
}

/** What the phone, the two digits and a wrong code do. */
export function answerMoves(change: Change): AnswerMoves {
  return {
    approve: (target, scan, given, event) =>
      change(
        {
          ...when(target, 'approve'),
          'challenge.scan.id': scan.id,
          'challenge.scan.mark': scan.mark,
          'challenge.scan.until': { $gt: target.now },
        },
        approveUpdate(given, event),
      ),
    deny: (target, by, denial, event) =>
      change(
        {
          ...when(target, 'deny'),
          // The account may be changed already by whoever matched.
          $or: [{ 'challenge.purpose': 'login' }, { 'challenge.isMatched': false }],
          ...(by !== 'browser' && { 'challenge.scan.id': by.scanId, 'challenge.scan.mark': by.mark }),
        },
        { $set: { 'challenge.status': moves.deny.to, 'challenge.denial': denial }, $push: { outbox: event } },
      ),
    match: (target) =>
      change({ ...redeemable(target), 'challenge.isMatched': false }, { $set: { 'challenge.isMatched': true } }),
    spendTry: (target, kind) =>
      change({ ...when(target, 'guess'), ...notResting(kind, target.now) }, spendTryUpdate(kind, target.now)),
  }
}

/** What ends a challenge, or leads it on to its next stage. */
export function finishMoves(change: Change): FinishMoves {
  return {
    claim: (target, guess, step) =>
      change(
        { ...guessable(target, guess), 'challenge.isMatched': false },
        {
          $set: {
            'challenge.status': moves.approve.to,
            'challenge.isMatched': true,
            'challenge.typed': guess.kind,
            ...(step !== null && { 'challenge.draft.step': step }),
          },
        },
      ),
    advance: (target, proof, next, event) =>
      change(proof === 'redeem' ? redeemable(target) : guessable(target, proof), {
        $set: { challenge: next },
        $push: { outbox: event },
      }),
    grant: (target, move, grant) => change(grantFilter(target, move, grant), grantUpdate(target.now, grant)),
  }
}

const redeemable = (target: Target) => ({
  ...when(target, 'redeem'),
  $and: [{ $or: [{ 'challenge.scan.until': { $gt: target.now } }, { 'challenge.typed': { $ne: null } }] }],
})

/** The code that was compared is still the one that counts: a resend takes its place. */
const guessable = (target: Target, { kind, sentState }: Guess) => ({
  ...when(target, 'guess'),
  ...notResting(kind, target.now),
  ...(sentState !== null && {
    [`challenge.sent.${kind}.state`]: sentState,
    [`challenge.sent.${kind}.until`]: { $gt: target.now },
  }),
})

function grantFilter(target: Target, move: 'redeem' | 'guess', { guess }: Grant) {
  if (move === 'guess') return guess ? guessable(target, guess) : when(target, 'guess')
  // A number that is needed has been matched by a write of its own.
  return { ...redeemable(target), $or: [{ 'challenge.needsNumber': false }, { 'challenge.isMatched': true }] }
}

function grantUpdate(now: Date, { raise, token, expiresAt, events }: Grant) {
  const { amr, ...fields } = raise
  const set = { ...fields, token, expiresAt, touchedAt: now, 'challenge.status': moves.redeem.to }
  return {
    // Its password was only kept for a report by the phone.
    $set: raise.aal === undefined ? set : { ...set, passwordMark: null },
    $push: { outbox: { $each: events } },
    ...(amr !== undefined && { $addToSet: { amr } }),
  }
}
