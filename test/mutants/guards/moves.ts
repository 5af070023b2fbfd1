// The filters of the challenge's writes, and of every other write that is decided on what was read before it.
import { cut, type Mutant } from '../mutant.ts'

const file = 'server/store/challenge-moves.ts'
const move = cut(file)
const account = cut('server/store/accounts.ts')
const session = cut('server/store/sessions.ts')
const code = cut('server/store/code-moves.ts')
const walk = 'core/challenge-moves'
const filters = 'core/move-filters'
const codes = 'core/code-moves'
const changes = 'core/account-changes'
const devices = 'core/device-moves'

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
  move(
    'the digits are right once',
    `{ ...redeemable(target), 'challenge.isMatched': false }`,
    'redeemable(target)',
    walk,
  ),
  move(
    'a redeem comes in time',
    `  $and: [{ $or: [{ 'challenge.scan.until': { $gt: target.now } }, { 'challenge.typed': { $ne: null } }] }],\n`,
    '',
    walk,
  ),
  move('a try is spent only with tries left', `, ...notResting(kind, target.now) }, spend`, ' }, spend', 'core/tries'),
  move('a code is taken only with tries left', `  ...notResting(kind, target.now),\n`, '', 'core/tries', codes),
  move(
    'a change by code begins once',
    `{ ...guessable(target, guess), 'challenge.isMatched': false }`,
    'guessable(target, guess)',
    walk,
  ),
  move('a sent code is the last one', '[`challenge.sent.${kind}.state`]: sentState,', '', codes),
  move('a sent code ends', '[`challenge.sent.${kind}.until`]: { $gt: target.now },', '', codes),
  move(
    'a needed number is in the grant’s filter',
    `, $or: [{ 'challenge.needsNumber': false }, { 'challenge.isMatched': true }]`,
    '',
    walk,
  ),

  code('no code is sent within a minute', `$or: [{ [at]: null }, { [at]: { $lte: notBefore } }],`, '', codes),
  code('no code is sent once the change has begun', `'challenge.isMatched': false,`, '', codes),
  cut('server/store/code-moves.ts', 2)(
    'a delivery names its message',
    ', [`challenge.sent.${kind}.at`]: at }',
    ' }',
    codes,
  ),

  account('a step is spent upwards only', `{ step: { $lt: what.step } }`, '{}', changes),
  account('a single-use code is spent once', `{ unused: what.mark }`, '{}', changes),
  account('a change names its revision', `    _id: id,\n    rev,\n`, `    _id: id,\n`, changes),
  account('a kind is bound once', `{ $ne: add.kind }`, `{ $ne: '' }`, changes),
  account('only what is there is unbound', `[{ 'bindings.id': { $in: remove } }]`, '[]', changes),
  account(
    'nothing changes while frozen',
    `[{ $or: [{ frozenUntil: null }, { frozenUntil: { $lte: notFrozenAt } }] }]`,
    '[]',
    changes,
  ),
  account('a browser is trusted on the revision', `{ _id: id, rev },`, '{ _id: id },', devices),
  account('a device’s token is replaced once', `, 'token.mac': mac, until`, ', until', devices),
  account('a device’s trust ends', `, until: { $gt: usedAt } }`, ' }', devices),
  account('ten devices', `, $slice: -limits.devicesPerAccount`, '', devices),

  session('a challenge replaces the one that was read', `, 'challenge.id': before }`, ' }', filters),
  session('a challenge is dropped by its name', `, 'challenge.id': challengeId }`, ' }', filters),
  session('a session ends with its challenge', `event.at, challenge: null`, 'event.at', filters),
  session('a session ends once', `{ _id: id, expiresAt: { $gt: event.at } }`, '{ _id: id }', filters),
]
