// What vouches for the trail, and what the verifier holds against it.
import { cut, type Mutant } from '../mutant.ts'

const chain = cut('server/core/audit-chain.ts')
const made = cut('server/core/audit-trail.ts')
const walk = cut('server/core/audit-walk.ts')
const verify = cut('server/core/audit-verify.ts')
const [tampered, sealed, making] = ['security/audit-chain', 'security/audit-seals', 'core/audit-trail']

export const trail: Mutant[] = [
  chain('a row vouches for what an event says', `update(canonical(event))`, `update('')`, tampered),
  chain('a mac is of the whole record', `expected.some((one) => isSame(one, mac))`, 'true', tampered, sealed),
  chain('a date is read back as it was written', '`@${value.getTime()}`', `''`, tampered),
  chain(
    'text is read back as it was written',
    `JSON.stringify(Buffer.from(value).toString())`,
    'JSON.stringify(value)',
    tampered,
  ),
  chain('a row names the seal that was known', `seal: seal && linkTo(seal)`, 'seal: null', sealed),
  chain(
    'a row names the one before it',
    `    prev: last && linkTo(last),\n    seal`,
    `    prev: null,\n    seal`,
    sealed,
  ),
  made('a chain ends where a write got no answer', `    memory.writer = randomUUID()\n`, '', making),
  made('a seal follows the last one that was known', `there.seq > known.seq`, 'true', sealed),
  made('a seal is made once a minute', `newest && !isLast && Math`, 'false && newest && Math', making),
  made('a seal names what is new', `listed.has(mac)`, 'false', making),
  made('what is appended is chained', `  await vouch(events.map(entryOf))\n`, '', tampered),
  walk('a gap is named', `if (seq <= first || `, 'if (true || ', tampered, sealed),
  walk('what has had its life is not missed', ` || isExpired(link?.at)) return`, ') return', sealed),
  verify('a cut tail is named', `if (cut) tell(`, 'if (false) tell(', sealed),
  verify('a seal that rows name is missed', `if (cut) find(`, 'if (false) find(', sealed),
  verify('another seal in the place of one', `if (isOther) find(`, 'if (false) find(', sealed),
  verify('a seal of the log is missed', `if (!isLoggedThere) find(`, 'if (false) find(', sealed),
  verify('a missing event is named', `if (missed) find(`, 'if (false) find(', tampered),
  verify('a changed event is named', `if (other) find(`, 'if (false) find(', tampered),
  verify('an event of the future is named', ` && isBefore(at, later(now(), limits.auditSettles))`, '', tampered),
  verify(
    'an event that nobody has chained is named',
    `else if (!isYoung(at)) find('unchained'`,
    `else if (false) find('unchained'`,
    tampered,
  ),
]
