import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'
import { runWell, startDaemon } from './command.ts'
import { mailPorts } from './dovecot-conf.ts'
import type { Dovecot } from './dovecot.ts'
import { readLog } from './site.ts'
import { untilListening } from './until.ts'

const ours = (name: string) => readFileSync(join(root, 'server/doors/postfix', name), 'utf8')

export const postfixPorts = { submission: 10587, proxied: 10588 } as const

/** What a site has before us; mail goes nowhere. */
const mainConf = (folder: string) => `
compatibility_level = 3.6
myhostname = mail.example.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks =
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
alias_maps =
alias_database =
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:all
virtual_transport = discard:
default_transport = discard:
`

/** The services of Debian's master.cf that a message passes, and a relay for Dovecot's submission service. */
const masterConf = (ip: string) => `
${ip}:${mailPorts.relay} inet n - n - - smtpd
  -o mynetworks=127.0.0.0/8
  -o smtpd_authorized_xclient_hosts=127.0.0.0/8
  -o smtpd_relay_restrictions=permit_mynetworks,reject
${ip}:${postfixPorts.proxied} inet n - n - - smtpd
  -o smtpd_authorized_xclient_hosts=127.0.0.0/8
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

/** Mail for these goes into Dovecot's folders; every mailbox is the user mail's. */
const deliveringConf = (folder: string) => `
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = texthash:${folder}/postfix/boxes
virtual_uid_maps = static:8
virtual_gid_maps = static:8
virtual_minimum_uid = 8
virtual_transport = virtual
`

export interface Postfix {
  ip: string
  ports: typeof postfixPorts
  log(): string
  stop(): Promise<void>
}

/** Every program of Postfix waits for 1.5 s before it reads a file that was written just now, in case somebody is still writing. */
function makeOld(folder: string): void {
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0)
}

/** Debian's Postfix beside a Dovecot, in the same folder: client programs sign in through Dovecot's socket, and so through our door. @param boxes whose mail is delivered; without, all goes nowhere. */
export async function startPostfix({ scratch, ip }: Dovecot, boxes?: readonly string[]): Promise<Postfix> {
  mkdirSync(scratch.at('data'))
  await runWell('chown', ['postfix', scratch.at('data'), scratch.at('spool/private')])
  const { folder } = scratch
  scratch.write('postfix/main.cf', mainConf(folder) + (boxes ? deliveringConf(folder) : '') + ours('main.cf'))
  scratch.write('postfix/boxes', (boxes ?? []).map((address) => `${address} ${address}/\n`).join(''))
  // Its port is this site's, and there is no certificate.
  const submission = ours('master.cf')
    .replace(/^submission /m, `${ip}:${postfixPorts.submission} `)
    .replace('security_level=encrypt', 'security_level=none')
  scratch.write('postfix/master.cf', masterConf(ip) + submission)
  makeOld(scratch.at('postfix'))
  const log = () => readLog(scratch.at('postfix.log'))
  // Makes its folders; what it starts by itself would not end with this process.
  await runWell('postfix', ['-c', scratch.at('postfix'), 'check'])
  const daemon = startDaemon(
    '/usr/lib/postfix/sbin/master',
    ['-d', '-c', scratch.at('postfix')],
    scratch.at('postfix.out'),
  )
  await untilListening(ip, [mailPorts.relay, ...Object.values(postfixPorts)], log)
  return {
    ip,
    ports: postfixPorts,
    log,
    stop: daemon.stop,
  }
}
