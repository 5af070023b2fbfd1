// Where mailbox passwords are checked: who is let in, what travels in the clear, and whose account it is.
import { cut, type Mutant } from '../mutant.ts'

const ldap = cut('server/directory/ldap/ldap.ts')
const entry = cut('server/directory/ldap/entry.ts')
const connection = cut('server/directory/ldap/connection.ts')
const startTls = cut('server/directory/ldap/start-tls.ts')
const pool = cut('server/directory/ldap/pool.ts')
const imap = cut('server/directory/imap/imap.ts')
const dialogue = cut('server/directory/imap/dialogue.ts')
const wire = cut('server/directory/imap/wire.ts')
const socket = cut('server/directory/socket.ts')
const asked = cut('server/directory/ask.ts')
const config = cut('server/config/directory.ts')
const accounts = cut('server/store/accounts.ts')
const [onLdap, ldapTls, onImap, replies] = ['ldap', 'ldap-tls', 'imap', 'imap-replies'].map(
  (name) => `directory/${name}`,
)
const signIn = 'directory/sign-in'

export const directories: Mutant[] = [
  ldap(
    'no password is no password',
    `(password === '' ? undefined : check(address, password))`,
    'check(address, password)',
    onLdap!,
  ),
  ldap(
    'an unknown address costs a bind',
    `const isRight = await isTaken(`,
    'const isRight = found && await isTaken(',
    onLdap!,
  ),
  ldap('a wrong password is no outage', `refusals.has(codeOf(error) ?? -1)`, 'false', onLdap!, ldapTls!),
  entry('what is typed is a value', '() => escape(address)', '() => address', onLdap!),
  entry('two entries are nobody', `!entry || another ||`, '!entry ||', onLdap!),
  entry('an address is spelled as it is there', ` || !isSpelledSo(entry, lookup, address)`, '', onLdap!),
  entry(
    'an entry has one id',
    `if (!value || value.length === 0 || others.length > 0) throw new Fault('id')`,
    `if (!value) return ''`,
    onLdap!,
  ),
  connection('STARTTLS before anything is said', `if (!server.mustUpgrade) return socket`, 'return socket', ldapTls!),
  startTls('STARTTLS that is refused', `if (result !== 0) throw`, 'if (false) throw', ldapTls!),
  startTls('nothing before TLS is kept', `if (reader.remain > reader.length) throw`, 'if (false) throw', ldapTls!),
  pool(
    'a dead connection is replaced',
    `if (signal.aborted || codeOf(error) !== undefined) throw error`,
    'throw error',
    onLdap!,
  ),
  imap('STARTTLS before the password', `if (!server.mustUpgrade) return wire`, 'return wire', onImap!, replies!),
  imap('STARTTLS that is refused by a mail server', `if (is !== 'OK') throw`, 'if (false) throw', replies!),
  imap('only plain addresses of our domains', `!isMailbox(address, domains) || `, '', onImap!),
  imap('NUL parts the fields', ` || password.includes('\\0')`, '', replies!),
  imap('a server that lets anybody in', `if (isGood) throw`, 'if (false) throw', replies!),
  imap('a server that asks us', `if (fault.text.includes('door.loop'))`, 'if (false)', replies!, 'directory/start'),
  imap('the client’s address is told', `...(ip !== null && { 'x-originating-ip': ip }),`, '', onImap!, replies!),
  dialogue('a server that takes us for somebody', `^\\* OK\\b`, `^\\* (OK|PREAUTH)\\b`, replies!),
  dialogue('an outage is no wrong password', `is === 'NO' && !temporary.has(code)`, `is === 'NO'`, replies!),
  dialogue('LOGIN is disabled', `if (can.has('LOGINDISABLED')) throw`, 'if (false) throw', replies!),
  wire('nothing before TLS is kept of a mail server', `if (text !== '') throw`, 'if (false) throw', replies!),
  wire('an answer has an end', `if (size > limits.imapAnswerBytes) socket`, 'if (false) socket', replies!),
  socket('certificates are checked', `rejectUnauthorized: true`, 'rejectUnauthorized: false', ldapTls!, onImap!),
  asked(
    'a question has an end',
    `setTimeout(() => controller.abort(), limits`,
    'setTimeout(() => undefined, limits',
    onLdap!,
    onImap!,
  ),
  config(
    'a login has variables of its own',
    `read.username === '' && read.password === ''`,
    'true',
    'core/config-directory',
  ),
  config(
    'a filter asks for a whole value',
    `places.length < text.split('{address}').length - 1`,
    'false',
    'core/config-directory',
  ),
  cut('server/directory/spared.ts')(
    'a question is of one address',
    `keys.mac('directory', address, password)`,
    `keys.mac('directory', '', password)`,
    'directory/spared',
  ),
  cut('server/directory/open.ts')(
    'R9: a failure has a floor',
    `failedLoginMs: limits.failedLoginFloor`,
    'failedLoginMs: 0',
    signIn,
  ),
  cut('server/core/probe.ts')(
    'a probe is ours',
    `.some((candidate) => isSame(candidate, mac))`,
    '.some(() => true)',
    'core/probe',
  ),
  cut('server/core/probe.ts')(
    'a canary is ours',
    `.some((mac) => isSame(short(mac), mark))`,
    '.some(() => true)',
    'core/probe',
  ),
  cut('server/store/models/index.ts')(
    'one address, one account',
    `{ unique: true, name: 'address_unique' }`,
    `{ name: 'address_unique' }`,
    signIn,
  ),
  accounts('sessions end with the address', `ended: { rev: rev + 1, keep: null } }`, 'ended: null }', signIn),
  cut('server/core/account-of.ts')('who has the address keeps it', ` && holder.id !== user.id`, '', signIn),
  cut('server/core/channels.ts')('nothing is sent to a lost address', `hasAddress(account) ?`, 'true ?', signIn),
  cut('server/core/sign-in.ts')(
    'a browser is known by the account',
    `isKnown: step.isKnown(account.id), excused`,
    'isKnown: wasKnown, excused',
    signIn,
  ),
  cut('server/core/directory-sync.ts')(
    'another id has the address',
    'user.id !== account.id',
    'false',
    'directory/sync',
  ),
  cut('server/core/directory-sync.ts')(
    'half of the people are nobody’s successors',
    'given.length > Math.max(',
    '0 > Math.max(',
    'directory/sync',
  ),
]
