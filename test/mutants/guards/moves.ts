// The filters of the challenge's writes, and of every other write that is decided on what was read before it.
import { cut, type Mutant } from '../mutant.ts'

const file = 'server/store/challenge-moves.ts'
const move = cut(file)
const account = cut('server/store/accounts.ts')
const session = cut('server/store/sessions.ts')
const walk = 'core/challenge-moves'
const filters = 'core/move-filters'

export const moves: Mutant[] = [
  move('a move starts from a status of the table', `'challenge.status': { $in: [...moves[move].from] },`, '', walk),
  move('a move names its challenge', `'challenge.id': challengeId,`, '', filters),
  move('a move needs a live session', `  expiresAt: { $gt: now },`, '', 'security/tickets', filters),
  move('a move needs a live challenge', `'challenge.expiresAt': { $gt: now },`, '', walk),
  move('a scan needs a live ticket', `'challenge.ticket.until': { $gt: target.now },`, '', walk),
  move('a scan names its ticket', `'challenge.ticket.ordinal': ordinal,`, '', filters),
  cut(file, 2)(
    'a renewal names its ticket',
    `, 'challenge.ticket.ordinal': ordinal }`,
    ' }',
    'security/strangers',
    filters,
  ),
  move('a challenge is scanned once', `'challenge.scan': null,`, '', walk),
  move('an approval names its scan', `'challenge.scan.id': scan.id,`, '', filters),
  move('an approval names its phone', `'challenge.scan.mark': scan.mark,`, '', filters),
  move('an approval comes in time', `'challenge.scan.until': { $gt: target.now },`, '', walk),
  move('a denial names its scan', `'challenge.scan.id': by.scanId, `, '', filters),
  move('a denial names its phone', `, 'challenge.scan.mark': by.mark`, '', filters),
  move(
    'no denial after a match',
    `$or: [{ 'challenge.purpose': 'login' }, { 'challenge.isMatched': false }],`,
    '',
    filters,
  ),
  move('the digits are right once', `, 'challenge.isMatched': false`, '', walk),
  move('a redeem comes in time', `, 'challenge.scan.until': { $gt: target.now }`, '', walk),
  move('a try is spent only with tries left', `, ...notResting(kind, target.now) }, spend`, ' }, spend', 'core/tries'),
  move('a code is granted only with tries left', `, ...(kind && notResting(kind, target.now))`, '', 'core/tries'),
  move(
    'a needed number is in the grant’s filter',
    `, $or: [{ 'challenge.needsNumber': false }, { 'challenge.isMatched': true }]`,
    '',
    walk,
  ),

  account('a step is spent upwards only', `, step: { $lt: step }`, '', 'core/account-changes'),
  account('a change names its revision', `return { _id: id, rev, `, `return { _id: id, `, 'core/account-changes'),
  account('a kind is bound once', `{ $ne: add.kind }`, `{ $ne: '' }`, 'core/account-changes'),
  account('only what is there is unbound', `[{ 'bindings.id': remove }]`, '[]', 'core/account-changes'),

  session('a challenge replaces the one that was read', `, 'challenge.id': before }`, ' }', filters),
  session('a challenge is dropped by its name', `, 'challenge.id': challengeId }`, ' }', filters),
  session('a session ends with its challenge', `event.at, challenge: null`, 'event.at', filters),
  session('a session ends once', `, expiresAt: { $gt: event.at } }`, ' }', filters),
]
