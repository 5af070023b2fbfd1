// What the operator's commands leave, end and write over.
import { cut, type Mutant } from '../mutant.ts'

const account = cut('server/core/account.ts')
const accounts = cut('server/store/accounts.ts')
const reset = cut('server/core/reset.ts')
const unlock = cut('server/core/unlock.ts')
const erase = cut('server/core/erase.ts')
const erasure = cut('server/store/erasure.ts')
const rotation = cut('server/store/rotation.ts')
const finish = cut('server/core/rotate-finish.ts')
const helpDesk = 'flows/help-desk'
const care = 'flows/operator-care'
const erased = 'flows/erase'
const rotated = 'security/rotation'

export const operator: Mutant[] = [
  account('the help desk’s code has its day', `(!until || until > now) && `, '', helpDesk),
  account('a code that was used is not asked for', ` && unused?.length !== 0`, '', helpDesk),
  accounts('its day is in the write', `, $or: [{ until: null }, { until: { $gt: now } }]`, '', helpDesk),
  reset('a reset ends sessions', `endSessions: { keep: null }, `, '', helpDesk),
  reset('a reset ends trusted devices', `endDevices: true, `, '', helpDesk),
  reset('a reset is told', `...withChannels(needs, event, met)`, '...event', helpDesk),
  cut('server/core/trust.ts')('the help desk’s code trusts nobody', `catalogue[kind].isMethod`, 'true', helpDesk),
  cut('server/core/recovery-codes.ts')('recovery codes need a method', `!hasMethod(account)`, 'false', helpDesk),
  unlock('an unlock clears the counters', `await needs.counters.clear(counters)`, '', care),
  unlock('a freeze stays unless it is meant', `unfreeze: isUnfrozen`, 'unfreeze: true', care),
  unlock('the end of a freeze is told', `isUnfrozen ? withChannels(needs, event, met) : event`, 'event', care),
  erase('another mailbox keeps its phone', `holders.some(({ id }) => id !== account.id) ? [] : marks`, 'marks', erased),
  erasure('a session’s events come first', `{ accountId, outbox: { $size: 0 } }`, '{ accountId }', erased),
  erasure('an account’s events come first', `rev, outbox: { $size: 0 }`, 'rev', erased),
  erasure('an account is erased as it was met', `_id: id, rev, `, '_id: id, ', erased),
  rotation('a changed binding is not written over', `id, mark, ...sealedAs(sealed)`, 'id', rotated),
  rotation('a newer phone session stays', `.filter(isReplaced)`, '.filter(() => false)', rotated),
  rotation('what was renewed does not end', `, $or: isThere`, '', rotated),
  finish('codes that end are told', `[tell({ ...of('codes.ended'), kind: holder.kind })]`, '[]', rotated),
]
