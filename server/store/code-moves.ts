import type { Sessions } from '../core/stores.ts'
import { when, type Change } from './challenge-moves.ts'

type CodeMoves = Pick<Sessions, 'wantTrust' | 'putSent' | 'takeBackSent' | 'noteDelivery'>

/** What happens to a challenge before a typed code: its messages, and the check-box. */
export function codeMoves(change: Change): CodeMoves {
  return {
    wantTrust: (target, wanted) => change(when(target, 'guess'), { $set: { 'challenge.wantsTrust': wanted } }),
    putSent: (target, kind, sent, draft, notBefore) => {
      const at = `challenge.sent.${kind}.at`
      return change(
        {
          ...when(target, 'guess'),
          'challenge.isMatched': false,
          $or: [{ [at]: null }, { [at]: { $lte: notBefore } }],
        },
        { $set: { [`challenge.sent.${kind}`]: sent, 'challenge.draft': draft } },
      )
    },
    takeBackSent: (target, kind, at, before) =>
      change(
        { ...when(target, 'guess'), [`challenge.sent.${kind}.at`]: at },
        { $set: { [`challenge.sent.${kind}`]: before.sent, 'challenge.draft': before.draft } },
      ),
    noteDelivery: (target, kind, at, delivery, event) =>
      change(
        { ...when(target, 'guess'), [`challenge.sent.${kind}.at`]: at },
        { $set: { [`challenge.sent.${kind}.delivery`]: delivery }, $push: { outbox: event } },
      ),
  }
}
