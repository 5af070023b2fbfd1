// What webmails are given, what their networks may ask for, and who is told of an end.
import { cut, type Mutant } from '../mutant.ts'

const decide = cut('server/core/mail-sign-in.ts')
const fit = cut('server/core/webmail-tokens.ts')
const made = cut('server/core/webmail-token.ts')
const store = cut('server/store/app-passwords.ts')
const sessions = cut('server/store/sessions.ts')
const records = cut('server/store/records.ts')
const leaving = cut('server/core/client-logout.ts')
const erase = cut('server/core/erase.ts')
const config = cut('server/config/openid.ts')
const tokens = 'security/webmail-tokens'
const networks = 'security/webmail-networks'
const token = 'core/webmail-token'
const unfit = 'core/webmail-unfit'
const logout = 'core/client-logout'
const erased = 'flows/erase'
const rotated = 'security/rotation-openid'
const clients = 'core/config-openid'

export const webmail: Mutant[] = [
  decide(
    'webmail: with a second step nothing but its token is taken there',
    `const unfit = isFromWebmail(services, asked)`,
    'const unfit = false',
    networks,
  ),
  decide(
    'webmail: who has connected decides',
    `{ peer }: Pick<MailSignIn, 'peer'>`,
    `{ ip: peer }: Pick<MailSignIn, 'ip'>`,
    tokens,
  ),
  decide('webmail: its token is no guess', `if (isWebmailToken(asked.secret))`, 'if (false)', tokens),
  decide(
    'webmail: a wrong token is for nobody’s log',
    `({ is: 'wrong', account, why, isNew: false }) as const`,
    `({ is: 'wrong', account, why, isNew: true }) as const`,
    networks,
  ),
  decide(
    'webmail: a right token may be unfit',
    `return unfit ? wrong(unfit) :`,
    'return false ? wrong(unfit!) :',
    tokens,
  ),
  decide('webmail: it is no mail client', `if (isFromWebmail(services, asked)) return`, 'if (false) return', networks),
  decide('webmail: using it is using the session', `await sessions.touch(`, 'void (', tokens),

  fit('webmail: a token is for its networks', `if (!isFromWebmail) return`, 'if (false) return', unfit),
  fit('webmail: a token is for its protocols', `if (!spoken.includes(protocol)) return`, 'if (false) return', unfit),
  fit('webmail: a token has its time', `until <= now || `, '', unfit),
  fit('webmail: a token is of its account’s session', `session.accountId !== account.id || `, '', unfit),
  fit('webmail: a token ends with its session', `!isLive(session, account, now) || `, '', unfit),
  fit('webmail: a token asks for the second step', ` || !isSignedIn(session, account)`, '', unfit),
  fit(
    'webmail: a token that was not written is given to nobody',
    `throw new Problem('account.changed')`,
    'return { text, until: token.until }',
    token,
  ),
  made(
    'webmail: a token is over after half a day',
    `Math.min(session.expiresAt.getTime(), now.getTime() + limits.webmailTokenLife)`,
    'session.expiresAt.getTime()',
    token,
  ),
  made('webmail: a token is known by its shape', `/^wm_[\\w-]{43}$/`, '/^wm_/', token),

  store(
    'webmail: a token meets the factors as they were',
    `{ _id: id, rev }, putWebmail`,
    '{ _id: id }, putWebmail',
    token,
  ),
  store('webmail: what is over makes room', `{ $gt: ['$$one.until', now] },`, '', token),
  store('webmail: other sessions’ tokens stay', `{ $ne: ['$$one.sessionId', token.sessionId] }, `, '', token),
  store('webmail: other webmails’ tokens stay', `, { $ne: ['$$one.clientId', token.clientId] }`, '', token),
  store('webmail: twenty tokens', `-limits.webmailTokensPerAccount`, '-99', token),
  store('webmail: an account of before takes one', `{ $ifNull: ['$webmailTokens', []] }`, `'$webmailTokens'`, token),
  cut('server/store/accounts.ts')(
    'webmail: tokens end with a change of factors',
    `    webmailTokens: [],\n`,
    '',
    token,
    tokens,
  ),
  sessions('webmail: a client is noted once', `clients: { $ne: clientId }, `, '', token),
  sessions(
    'webmail: no client is noted after the end',
    `clients: { $ne: clientId }, expiresAt: { $gt: event.at } }`,
    'clients: { $ne: clientId } }',
    token,
  ),
  records('webmail: an account of before has no token', `rest.webmailTokens ?? []`, 'rest.webmailTokens', token),
  records('webmail: a session of before has no client', `rest.clients ?? []`, 'rest.clients', token),

  leaving('webmail: only what ends sessions is told', `!enders.has(event.type) || `, '', logout),
  leaving(
    'webmail: only who wants to be told is',
    `.filter((client) => loggedOutClients.includes(client))`,
    '',
    logout,
  ),
  leaving(
    'webmail: only what signed in to clients is told',
    `.filter(({ clients }) => clients.length > 0)`,
    '',
    logout,
  ),
  leaving('webmail: what has ended is told', `!account || !isLive(session, account, now)`, '!account', logout),
  leaving('webmail: mail servers forget, and end nothing', `isCacheOnly: true`, 'isCacheOnly: false', logout),

  erase('webmail: erase takes what clients had', `await erasure.openid(account.id)`, '', erased),
  erase('webmail: erase tells clients', `await leaveClients(needs, account)`, '', erased),
  cut('server/doors/openid/adapter.ts')(
    'webmail: what clients have is known by its account',
    `accountId: accountOf(payload),`,
    'accountId: null,',
    erased,
  ),
  cut('server/store/rotation.ts')(
    'webmail: a key that came in between stays',
    `{ _id: id, sealed: before }`,
    '{ _id: id }',
    rotated,
  ),
  cut('server/core/openid-keys.ts')(
    'webmail: what is sealed anew is done',
    `if (keys.isNewest(sealed)) return null`,
    '',
    rotated,
  ),
  cut('server/store/remains.ts')(
    'webmail: what the old key has made is named',
    `{ mac: isOld, until: { $gt: now } }`,
    `{ mac: 'none' }`,
    rotated,
  ),

  config(
    'webmail: it has to be said where they are',
    `if (clients.some(({ mail }) => mail) &&`,
    'if (false &&',
    clients,
  ),
  config('webmail: in production addresses are https', `!text.startsWith('https:')`, 'false', clients),
  config('webmail: a secret of a client is long', `.min(32, 'must have at least 32 characters')`, '', clients),
  config('webmail: a client has its id alone', `new Set(ids).size < ids.length`, 'false', clients),
]
