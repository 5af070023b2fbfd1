// Whose cookie, whose token, and when either is over.
import { cut, type Mutant } from '../mutant.ts'

const browser = cut('server/core/browser.ts')
const session = cut('server/core/session.ts')
const token = cut('server/http/phone-token.ts')
const phone = cut('server/core/phone.ts')
const caller = cut('server/http/caller.ts')
const rotating = cut('server/core/rotating-token.ts')
const lost = 'faults/lost-answers'
const tokens = 'security/tokens'
const expiry = 'security/expiry'

export const sessions: Mutant[] = [
  browser('a replaced cookie is dead', `shown.is === 'theft' || shown.is === 'late'`, 'false', lost),
  browser('a stolen cookie ends the session', `if (shown.is === 'theft') await`, 'if (false) await', lost),
  browser('the new cookie’s first sight is noted', `shown.is === 'current' && shown.isFirstUse`, 'false', lost),
  browser('a live session', `!isLive(session, account, now)`, 'false', expiry),
  browser('a password alone is too little', ` || !isOpen(session, account)`, '', 'security/revoked-sessions'),
  session('a session’s life', `if (session.expiresAt <= now) return false`, '', expiry),
  session('an idle session', `> limits.sessionIdle`, '> Infinity', expiry),
  session('a reported session', `if (isReported(session, account)) return false`, '', 'security/reported'),
  session('the others of its network', ` && from === countedAs(session.browser)`, ' && false', 'security/reported'),
  session('and no other network', ` && from === countedAs(session.browser)`, '', 'security/reported'),
  session('sessions older than a change', `session.rev >= account.ended.rev`, 'true', 'security/revoked-sessions'),
  rotating('the previous text dies', `age <= limits.replacedTokenGrace`, 'true', lost),

  caller(
    'a second step before anything else',
    `!isSignedIn(caller.session, caller.account)`,
    'false',
    'security/purposes',
  ),
  caller('a fresh proof for a change', ` && until > edge.services.now()`, '', 'security/revoked-sessions'),
  caller('a browser’s name is from the catalogue', `if (!names.has(name)) return ''`, '', 'security/what-each-sees'),

  token('the token’s audience', `issuer, audience, clock`, 'issuer, clock', tokens),
  token('the token’s issuer', `issuer, audience, clock`, 'audience, clock', tokens),
  token('the token’s algorithm', `algorithms: [algorithm], `, '', tokens),
  token('the token’s end', `clockTimestamp })`, 'clockTimestamp, ignoreExpiration: true })', tokens),
  token('the token’s key id', `({ id }) => id === kid`, '() => true', tokens),
  cut('server/core/phone.ts', 2)(
    'a phone’s session runs out',
    ` || session.expiresAt <= services.now()`,
    '',
    'security/phone-sessions',
  ),
  phone(
    'a stolen refresh text ends the phone’s session',
    `if (shown.is === 'theft') await`,
    'if (false) await',
    'security/phone-sessions',
  ),
  phone(
    'a replaced refresh text is dead',
    `if (shown.is !== 'current') throw`,
    'if (false) throw',
    'security/phone-sessions',
  ),
  cut('server/core/binding.ts')(
    'a binding is sealed for its owner',
    `['binding', accountId, bindingId, field]`,
    `['binding']`,
    'security/sealed',
  ),
  cut('server/core/keys.ts')(
    'what is moved does not open',
    `.setAAD(join(owner)).setAuthTag`,
    '.setAuthTag',
    'core/keys',
  ),
]
