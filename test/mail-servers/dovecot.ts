import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'
import { run, startDaemon, type Ended } from './command.ts'
import { dovecotConf, mailPorts, type Own } from './dovecot-conf.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { layOutSite, readLog } from './site.ts'
import type { Way } from './try-password.ts'
import { untilListening } from './until.ts'

export interface DovecotOptions {
  /** The doors' listener and this node's key there. */
  door: { url: string; key: string }
  /** What our server shows when it calls. */
  doveadmKey: string
  /** What the site's own passdb takes. */
  mailboxes: Record<string, string>
  /** In seconds; without: no cache, as we recommend. */
  cacheTtl?: number
  /** Changes second-step's own configuration, for tests that show what a line is for. */
  edit?: (conf: string) => string
  own?: Own
}

export interface Dovecot {
  ip: string
  ways: Record<'IMAP' | 'POP3' | 'submission by Dovecot', Way>
  /** Rules; the doors take it for IMAP. */
  sieve: Way<'sieve'>
  scratch: Scratch
  /** As the timer does every 30 s. */
  fetchNames(env?: Record<string, string>): Promise<Ended>
  /** The list as the script reads it. */
  names: string
  /** As if the server had been out of reach for so many seconds. */
  ageNames(seconds: number): void
  command(...words: string[]): Promise<Ended>
  log(): string
  stop(): Promise<void>
}

const ours = join(root, 'server/doors/dovecot')

/** Our files as they are; beside them what is this site's own. */
function install(scratch: Scratch, options: DovecotOptions) {
  const { door, cacheTtl, edit = (conf: string) => conf } = options
  const folder = scratch.at('second-step')
  mkdirSync(folder)
  for (const name of ['second-step.lua', 'names.sh']) cpSync(join(ours, name), join(folder, name))
  scratch.write('conf.d/05-second-step.conf', edit(readFileSync(join(ours, '05-second-step.conf'), 'utf8')))
  const names = scratch.at('second-step.names')
  scratch.write('second-step/site.env', `URL=${door.url}\nKEY=${door.key}\nNAMES=${names}\n`)
  const key = cacheTtl === undefined ? '' : ' cache_key=%u%w%s%{real_rip}'
  scratch.write('second-step/passdb.conf.ext', `args = file=${join(folder, 'second-step.lua')} blocking=yes${key}\n`)
  scratch.write('second-step/site.conf.ext', siteConf(scratch, options))
  return names
}

const siteConf = ({ ip, at }: Scratch, { door, doveadmKey, cacheTtl }: DovecotOptions) => `
auth_policy_server_url = ${door.url}/doors/report
auth_policy_server_api_header = Authorization: Bearer ${door.key}
auth_policy_hash_nonce = second-step
doveadm_api_key = ${doveadmKey}
service doveadm {
  inet_listener http {
    address = ${ip}
    port = ${mailPorts.doveadm}
  }
}
service auth {
  unix_listener ${at('spool/private/auth')} {
    mode = 0666
  }
}
${cacheTtl === undefined ? '' : `auth_cache_size = 10M\nauth_cache_ttl = ${cacheTtl} secs`}
`

const isRoot = process.getuid?.() === 0

/** Debian's Dovecot in a folder of its own, with our door before the site's passwords. Needs root. */
export async function startDovecot(options: DovecotOptions, scratch = makeScratch()): Promise<Dovecot> {
  if (!isRoot) throw new Error('Mail servers are started by root: sudo npm test')
  layOutSite(scratch, options.mailboxes)
  const names = install(scratch, options)
  const conf = scratch.write('dovecot.conf', dovecotConf(scratch, options.own))
  const log = () => readLog(scratch.at('dovecot.log'))
  const daemon = startDaemon('dovecot', ['-F', '-c', conf], scratch.at('dovecot.log'))
  const { imap, pop3, submission, sieve, doveadm } = mailPorts
  await untilListening(scratch.ip, [imap, pop3, submission, sieve, doveadm], log)
  return {
    ip: scratch.ip,
    ways: {
      IMAP: { host: scratch.ip, port: imap, dialect: 'imap' },
      POP3: { host: scratch.ip, port: pop3, dialect: 'pop3' },
      'submission by Dovecot': { host: scratch.ip, port: submission, dialect: 'smtp' },
    },
    sieve: { host: scratch.ip, port: sieve, dialect: 'sieve' },
    scratch,
    names,
    fetchNames: (env = {}) => run(scratch.at('second-step/names.sh'), [], { env: { DOVECONF: conf, ...env } }),
    ageNames(seconds) {
      const text = readFileSync(names, 'utf8')
      writeFileSync(
        names,
        text.replace(/^# (\d+)/, (_, at: string) => `# ${Number(at) - seconds}`),
      )
    },
    command: (...words) => run('doveadm', ['-c', conf, ...words]),
    log,
    async stop() {
      // It would wait a second for nobody.
      await daemon.kill()
      scratch.remove()
    },
  }
}
