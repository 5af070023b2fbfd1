import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { note } from '../after/ledger.ts'
import { root } from '../setup/command.ts'
import { runWell, startDaemon } from './command.ts'
import { fpmConf, phpFpm, webConf, webmailPort } from './roundcube-conf.ts'
import { ageSessions, makeDatabase } from './roundcube-database.ts'
import type { Scratch } from './scratch.ts'
import { readLog } from './site.ts'
import { until, untilListening } from './until.ts'

export interface RoundcubeOptions {
  imap: { host: string; port: number }
  smtp: { host: string; port: number }
  /** Settings of Roundcube and of our plug-in, by their PHP names; without any of ours the plug-in is not there. */
  settings: Record<string, unknown>
  /** Other plug-ins, by name: their PHP. */
  plugins?: Record<string, string> | undefined
}

export interface Roundcube {
  /** As browsers reach it, with a slash at its end. */
  url: string
  /** What it and its web server wrote. */
  log(): string
  /** As if so many seconds had gone by for every session: of none is a request under way. */
  ageSessions(seconds: number): Promise<void>
  stop(): Promise<void>
}

const debian = '/usr/share/roundcube'
const plugin = 'second_step'

export const webmailUrl = ({ ip }: Pick<Scratch, 'ip'>) => `http://${ip}:${webmailPort}/`

/** The portal's host is at this address, for Roundcube's HTTP client (CURLOPT_CONNECT_TO). */
export const connectTo = (port: string | number) => ({ curl: { 10243: [`portal.localhost:80:127.0.0.1:${port}`] } })

/** Roundcube asks mail servers from its own address, as a machine of its own would. */
const from = (ip: string) => ({ socket: { bindto: `${ip}:0` } })

const isOurs = (name: string) => name.startsWith(`${plugin}_`)

/** As an administrator has them: our plug-in's, and Roundcube's. */
function settingsOf({ ip, at }: Scratch, { imap, smtp, settings }: RoundcubeOptions) {
  const key = randomBytes(12).toString('hex')
  note('signing key', key)
  const given = Object.entries(settings)
  const ours = Object.fromEntries(given.filter(([name]) => isOurs(name)))
  const theirs = {
    db_dsnw: `sqlite:///${at('web/db/roundcube.db')}?mode=0640`,
    imap_host: [`${imap.host}:${imap.port}`],
    smtp_host: `${smtp.host}:${smtp.port}`,
    imap_conn_options: from(ip),
    smtp_conn_options: from(ip),
    smtp_user: '%u',
    smtp_pass: '%p',
    des_key: key,
    plugins: Object.keys(ours).length > 0 ? [plugin] : [],
    skin: 'elastic',
    log_dir: `${at('web/log')}/`,
    temp_dir: `${at('web/temp')}/`,
    log_logins: true,
    enable_spellcheck: false,
    ...Object.fromEntries(given.filter(([name]) => !isOurs(name))),
  }
  return [ours, theirs] as const
}

const inPhp = (settings: object) =>
  `<?php\n$config = json_decode(<<<'END'\n${JSON.stringify(settings)}\nEND\n, true);\n`

/** A folder for the program's user, beside what only we write. */
function layOut(scratch: Scratch, options: RoundcubeOptions) {
  const { at, write } = scratch
  for (const folder of ['web/db', 'web/log', 'web/temp', 'plugins']) mkdirSync(at(folder), { recursive: true })
  for (const name of ['filesystem_attachments', 'jqueryui'])
    symlinkSync(join(debian, 'plugins', name), at('plugins', name))
  cpSync(join(root, 'server/doors/roundcube', plugin), at('plugins', plugin), { recursive: true })
  for (const [name, php] of Object.entries(options.plugins ?? {})) write(`plugins/${name}/${name}.php`, php)
  mkdirSync(at('config'))
  for (const name of ['defaults.inc.php', 'mimetypes.php']) cpSync(join('/etc/roundcube', name), at('config', name))
  const [ours, theirs] = settingsOf(scratch, options)
  write('config/config.inc.php', inPhp(theirs))
  write(`config/${plugin}.inc.php`, inPhp(ours))
  write('prepend.php', `<?php define('RCUBE_PLUGINS_DIR', '${at('plugins')}/');\n`)
  write('fpm.conf', fpmConf(scratch))
  write('nginx-web.conf', webConf(scratch))
}

/** Debian's Roundcube under its nginx and PHP, with files, database and address of its own. Needs root. */
export async function startRoundcube(options: RoundcubeOptions, scratch: Scratch): Promise<Roundcube> {
  const { ip, at } = scratch
  layOut(scratch, options)
  const database = at('web/db/roundcube.db')
  await makeDatabase(database, readLog(join(debian, 'SQL/sqlite.initial.sql')))
  await runWell('chown', ['-R', 'www-data', at('web')])
  const log = () =>
    [...readdirSync(at('web/log')).map((name) => at('web/log', name)), at('web.out')].map(readLog).join('\n')
  const php = startDaemon(phpFpm(), ['--nodaemonize', '--fpm-config', at('fpm.conf')], at('web.out'))
  await until(
    () => readLog(at('web.out')).includes('ready to handle connections') || php.hasEnded(),
    () => `PHP does not start: ${log()}`,
  )
  const nginx = startDaemon('nginx', ['-c', at('nginx-web.conf')], at('web.out'))
  await untilListening(ip, [webmailPort], log)
  return {
    url: webmailUrl(scratch),
    log,
    ageSessions: (seconds) => ageSessions(database, seconds),
    async stop() {
      await Promise.all([nginx.stop(), php.stop()])
      scratch.remove()
    },
  }
}
