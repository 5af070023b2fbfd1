// The door for OpenID Connect clients: what ends with a session, who is told, and the keys that sign.
import { cut, type Mutant } from '../mutant.ts'

const door = cut('server/doors/openid/door.ts')
const provider = cut('server/doors/openid/provider.ts')
const end = cut('server/doors/openid/end-session.ts')
const keys = cut('server/core/openid-keys.ts')
const leaving = cut('server/core/client-logout.ts')
const tokens = cut('server/core/webmail-tokens.ts')

export const openidEnds: Mutant[] = [
  tokens(
    'a client’s token ends with its session',
    `!session || !account || isOver(session, account, services.now()) ? null`,
    '!session || !account ? null',
    'security/openid-tokens',
  ),
  tokens(
    'a webmail’s token ends with its session',
    ` || isOver(session, account, now) ? 'expired'`,
    ` ? 'expired'`,
    'flows/openid-leaving',
  ),
  tokens(
    'a webmail’s token opens from its networks',
    `if (!isFromWebmail) return 'network'`,
    '',
    'security/openid-tokens',
  ),
  tokens('and speaks no POP3', `if (!spoken.includes(protocol)) return 'protocol'`, '', 'security/openid-tokens'),
  end(
    'an ID token of another account only asks',
    `visitor && visitor.account.id !== known?.sub`,
    'visitor && !known',
    'flows/openid-sign-out',
  ),
  end(
    'a way back is registered',
    ` || !client?.post_logout_redirect_uris.includes(wanted)`,
    '',
    'flows/openid-sign-out',
  ),
  end('a forged ID token', `(hint !== undefined && !known) ||`, '', 'flows/openid-sign-out'),
  end(
    'the client that is named is the token’s',
    `(named !== undefined && named !== clientId) ||`,
    '',
    'flows/openid-sign-out',
  ),
  leaving('an end for good is told once', 'id: `${over}:${id}:${node}`', 'dueAt: event.at', 'flows/openid-leaving'),
  leaving(
    'a session that goes on is not told',
    `return isSignedIn(session, account) ? null : 'for-now'`,
    `return 'for-now'`,
    'flows/openid-leaving',
  ),
  door(
    'a session in the middle of its bind is looked at again',
    `if (await sessionOfClient(options.services, sessionId, accountId)) return true`,
    '',
    'flows/openid-leaving',
  ),
  provider('a client on a private address is told', `    fetch: tell,\n`, '', 'faults/openid-killed'),
  keys(
    'one key for all processes',
    'const id = `${period}.${keys.newestId}`',
    'const id = `${period}.${keys.token()}`',
    'security/openid-keys',
  ),
  keys('the next key is known before it signs', `(at + limits.openidKeyAhead)`, 'at', 'security/openid-keys'),
  keys('the last key stays', `list([present - 1, ...wanted])`, 'list(wanted)', 'security/openid-keys'),
  keys('a key that does not open is made anew', ` && key.opened.length > 0`, '', 'security/openid-keys'),
]
