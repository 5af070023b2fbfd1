// App passwords, the doors where mail servers ask, and what mail servers are told.
import { cut, type Mutant } from '../mutant.ts'

const one = cut('server/core/app-password.ts')
const all = cut('server/core/app-passwords.ts')
const decide = cut('server/core/mail-sign-in.ts')
const mailbox = cut('server/core/mailbox-password.ts')
const door = cut('server/doors/doors.ts')
const nginx = cut('server/doors/nginx.ts')
const store = cut('server/store/app-passwords.ts')
const sessions = cut('server/store/mail-sessions.ts')
const doveadm = cut('server/outbound/doveadm/doveadm.ts')
const finish = cut('server/core/finish.ts')
const password = 'core/app-password'
const sentences = 'security/mail-doors'
const stale = 'security/stale-clients'
const kicks = 'security/mail-kicks'
const wire = 'doors/wire'
const proxy = 'doors/nginx-wire'
const observed = 'doors/observe'
const node = 'outbound/doveadm'

export const doors: Mutant[] = [
  one('doors: an app password ends at its time', `if (until && until <= now) return`, 'if (false) return', password),
  one('doors: an app password is for its protocols', `if (!protocols.includes(protocol))`, 'if (false)', password),
  one('doors: an app password is for its networks', `!isListed(addressList(networks), ip)`, 'false', password),
  one('doors: every letter is as likely as any other', `.filter((byte) => byte < fair)`, '', password),
  one('doors: only what may be one is looked for', `shape.test(folded) ?`, 'true ?', password),

  decide(
    'doors: with a factor the mailbox password opens nothing',
    `if (!hasFactor(account)) return`,
    'if (true) return',
    sentences,
  ),
  decide('doors: what was switched on refuses', `doorMode === 'observe'`, `doorMode !== ('' as never)`, sentences),
  decide('doors: what is observed refuses nothing', `doorMode === 'observe'`, `doorMode === ('' as never)`, observed),
  decide('doors: what was counted does not wait', `if (met.seen.includes(mac)) return`, 'if (false) return', sentences),
  decide('doors: new guesses wait', `if (met.until && met.until > now) return`, 'if (false) return', sentences),
  decide(
    'doors: the mailbox password is no guess',
    `if (isMailboxPassword(`,
    'if (false && isMailboxPassword(',
    sentences,
  ),
  decide('doors: an owner is told once a day', `if (count > 1) return`, 'if (false) return', sentences),
  decide('doors: guesses count for their network', `account.id, networkOf(asked.ip))`, `account.id, '')`, sentences),
  cut('server/store/counters.ts')(
    'doors: a secret counts once',
    `{ _id: key, seen: { $ne: mac } }`,
    '{ _id: key }',
    stale,
  ),
  cut('server/doors/mail-client.ts')(
    'doors: only new guesses are for fail2ban',
    `verdict.is === 'wrong' && verdict.isNew`,
    `verdict.is === 'wrong'`,
    sentences,
  ),
  cut('server/doors/mail-client.ts')(
    'doors: a protocol is one we know',
    `if (!protocol) throw`,
    'if (false) throw',
    wire,
  ),
  cut('server/doors/mail-client.ts')(
    'doors: ManageSieve counts as IMAP',
    `['sieve', 'imap']`,
    `['sieve', 'smtp']`,
    'doors/webmail-tokens',
  ),

  mailbox('doors: a mailbox password counts once', `if (isNew) await countNew(`, 'if (true) await countNew(', proxy),
  mailbox(
    'doors: mailbox passwords wait',
    `const toClear = await checkThrottle(services, attempt)`,
    'const toClear: string[] = []',
    proxy,
  ),

  door('doors: a mail server shows its credential', `if (key) return next()`, 'if (true) return next()', wire),
  door('doors: a credential is compared whole', `isSame(secret, given)`, 'secret.startsWith(given)', wire),
  door(
    'doors: whatever goes wrong lets nobody in',
    `give(ctx, failure(ctx))`,
    `give(ctx, { status: 200, body: { is: 'next' } })`,
    wire,
  ),
  door('doors: a late answer is none', `await inTime(work(ctx))`, 'await work(ctx)', 'faults/doors-late'),
  nginx('doors: a password in clear is asked for', `if (ctx.get('auth-method') !== 'plain')`, 'if (false)', proxy),
  nginx('doors: who knows the mailbox password is helped', `const text = isMailbox ?`, 'const text = true ?', proxy),
  nginx('doors: the fourth try ends the connection', `<= longestTry`, '<= 99', proxy),

  store('doors: a new app password meets the factors as they were', `        rev,\n`, '', sentences),
  store(
    'doors: no app password while frozen',
    `        $or: [{ frozenUntil: null }, { frozenUntil: { $lte: password.createdAt } }],\n`,
    '',
    sentences,
  ),
  store(
    'doors: twenty app passwords',
    `        [\`appPasswords.\${limits.appPasswordsPerAccount - 1}\`]: { $exists: false },\n`,
    '',
    'flows/app-passwords',
  ),
  all('doors: who is frozen is told so', `checkFrozen(services, account)`, '', sentences),
  cut('shared/api/app-password.ts')(
    'doors: a name is in sight',
    `.refine((text) => !/`,
    '.refine((text) => true || /',
    'http/odd-text',
  ),

  all(
    'doors: an app password ends its sessions by its time',
    `...(made.until && ending(account, made.until))`,
    '',
    kicks,
  ),
  all('doors: a deleted app password ends its sessions', `...ending(account, now) }`, '}', kicks),
  finish('doors: only the first factor ends mail sessions', `added && !hasFactor(account) &&`, 'added &&', kicks),
  cut('server/core/mail-sessions.ts')(
    'doors: once more when every node has the name',
    `ending(account, now, later(now, limits.doorNamesKnown))`,
    'ending(account, now)',
    kicks,
  ),
  cut('server/core/mail-sessions.ts')(
    'doors: a node is told until it has done it',
    `isDone || isGivenUp ?`,
    'true ?',
    kicks,
  ),
  cut('server/core/mail-sessions.ts')(
    'doors: a node is given up in the end',
    `isDone || isGivenUp ?`,
    'isDone ?',
    kicks,
  ),
  cut('server/core/kick.ts')(
    'doors: an event carried twice ends once',
    '`${id}:${index}:${time}`',
    '`${id}:${index}:${time}:${Math.random()}`',
    kicks,
  ),
  sessions('doors: a node out of service is waited for by nobody', `node: { $in: nodes }, `, '', kicks),
  cut('server/core/erase.ts')(
    'doors: erase takes what mail servers were told',
    `await erasure.kicks(`,
    'void (',
    'flows/erase',
  ),

  doveadm('doors: nobody to kick is 68', `details?.exitCode === nobody`, 'details?.exitCode === 0', node),
  doveadm('doors: only a kick may find nobody', `is === 'error' && tag === 'kick' &&`, `is === 'error' &&`, node),
  doveadm(
    'doors: 401 is not done',
    `done: status === 200 && isDone(data, body.length)`,
    'done: status === 401 || isDone(data, body.length)',
    node,
  ),
  doveadm('doors: a mask names one mailbox', `address !== '' && !/[*?]/.test(address)`, 'true', node),
  doveadm('doors: what is no answer is not done', `is === 'doveadmResponse' ||`, `is !== 'error' ||`, node),
  doveadm(
    'doors: a node that hangs is given up',
    `      timeout: limits.kickTimeout,\n      signal: AbortSignal.timeout(limits.kickTimeout),\n`,
    '',
    node,
  ),
]
