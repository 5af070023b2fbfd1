import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { installAsRoot, type Manners } from './install.ts'

/** What the tests need from the system, and the Debian packages that bring it. */
interface Need extends Manners {
  what: string
  isThere: () => boolean
  packages: readonly string[]
}

const succeeds = (program: string, ...args: string[]): string | undefined => {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

const hasProgram = (program: string): boolean => succeeds(program, '--version') !== undefined

const needs: readonly Need[] = [
  { what: 'a browser', isThere: () => findChromium() !== undefined, packages: ['chromium-headless-shell'] },
  {
    what: 'Chinese characters',
    isThere: () => Boolean(succeeds('fc-list', ':lang=zh-cn', 'family')?.trim()),
    packages: ['fonts-noto-cjk', 'fontconfig'],
  },
  { what: 'a reader of QR codes', isThere: () => hasProgram('zbarimg'), packages: ['zbar-tools'] },
  { what: 'an OTP app', isThere: () => hasProgram('oathtool'), packages: ['oathtool'] },
  { what: 'an LDAP server', isThere: () => existsSync('/usr/sbin/slapd'), packages: ['slapd'] },
  {
    what: 'an IMAP server',
    isThere: () => existsSync('/usr/lib/dovecot/imap'),
    packages: ['dovecot-core', 'dovecot-imapd'],
  },
  {
    what: 'what a MongoDB program is fetched and run with',
    isThere: canRunMongod,
    packages: ['python3-pip', 'libcurl4'],
  },
  {
    what: 'mail servers and clients',
    isThere: () => mailFiles.every((path) => existsSync(path)),
    packages: [
      'dovecot-core',
      'dovecot-imapd',
      'dovecot-pop3d',
      'dovecot-submissiond',
      'dovecot-managesieved',
      'dovecot-auth-lua',
      'lua-cjson',
      'postfix',
      'nginx',
      'libnginx-mod-mail',
      'swaks',
      'curl',
      'fail2ban',
    ],
    answers: ['postfix postfix/main_mailer_type select No configuration'],
    services: ['dovecot', 'postfix', 'nginx', 'fail2ban'],
  },
  {
    what: 'a webmail',
    isThere: () => webmailFiles.every((path) => existsSync(path)),
    // php-fpm comes first: else apt takes Apache's module for the PHP that the others want.
    packages: ['php-fpm', 'php-sqlite3', 'php-curl', 'roundcube-core', 'roundcube-sqlite3', 'nginx'],
    answers: [
      'roundcube-core roundcube/dbconfig-install boolean false',
      'roundcube-core roundcube/reconfigure-webserver multiselect',
    ],
    services: ['php*-fpm', 'nginx'],
  },
]

/** One of each package; some are outside of an ordinary PATH, and not all have a --version. */
const mailFiles = [
  '/usr/sbin/dovecot',
  '/usr/lib/dovecot/imap',
  '/usr/lib/dovecot/pop3',
  '/usr/lib/dovecot/submission',
  '/usr/lib/dovecot/managesieve',
  '/usr/lib/dovecot/modules/auth/libauthdb_lua.so',
  '/usr/share/doc/lua-cjson',
  '/usr/sbin/postfix',
  '/usr/sbin/nginx',
  '/usr/lib/nginx/modules/ngx_mail_module.so',
  '/usr/bin/swaks',
  '/usr/bin/curl',
  '/usr/bin/fail2ban-regex',
]

const webmailFiles = [
  '/usr/share/roundcube/index.php',
  '/usr/share/roundcube/SQL/sqlite.initial.sql',
  '/usr/share/doc/php-fpm',
  '/usr/share/doc/php-sqlite3',
  '/usr/share/doc/php-curl',
  '/usr/sbin/nginx',
]

/** A database or a program that is given is used as it is; else pip fetches one (server/mongod), which is linked with libcurl. */
function canRunMongod(): boolean {
  if (process.env['MONGODB_URI'] || process.env['MONGOD_BINARY'] || process.platform !== 'linux') return true
  const hasCurl = succeeds('/sbin/ldconfig', '-p')?.includes('libcurl.so.4') ?? false
  return hasCurl && succeeds('python3', '-m', 'pip', '--version') !== undefined
}

/**
 * Installs what is missing with apt-get, or throws an error that names the command which would.
 * Does nothing, in half a second, when all is there.
 */
export function setUpSystem(all: readonly Need[] = needs, run = installAsRoot): void {
  const missing = all.filter((need) => !need.isThere())
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  const list = missing.map((need) => need.what).join(' and ')
  console.log(`The tests need ${list}: installing ${packages.join(', ')} with apt-get (once).`)
  const failure = run(packages, {
    answers: missing.flatMap(({ answers = [] }) => answers),
    services: missing.flatMap(({ services = [] }) => services),
  })
  const still = failure === undefined ? all.filter((need) => !need.isThere()) : missing
  if (still.length > 0) throw new Error(`${failure ?? ''}\n${advice(still)}`.trim())
}

const install = (packages: readonly string[]): string[][] => [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
]

const advice = (still: readonly Need[]): string =>
  `The tests need ${still.map((need) => need.what).join(' and ')}. On Debian, run:\n  ` +
  install(still.flatMap((need) => need.packages))
    .map((command) => `sudo ${command.join(' ')}`)
    .join(' && ')
