import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { note } from '../after/ledger.ts'
import { makeCertificate } from '../standins/certificate.ts'
import { freePort, untilListened } from '../standins/port.ts'

export interface Dovecot {
  port: number
  tlsPort: number
  certificate: string
  certificateFile: string
  /** What it has logged. */
  log(): string
  stop(): Promise<void>
}

/** It gives up its rights for users of its own; whoever has none runs all of it. */
function rights(): string {
  const { uid, username } = userInfo()
  if (uid === 0) return 'mail_uid = 2000\nmail_gid = 2000'
  const parts = ['imap-login', 'anvil'].map((name) => `service ${name} {\n  chroot =\n}`)
  return [`default_internal_user = ${username}`, `default_login_user = ${username}`, ...parts].join('\n')
}

const configuration = (dir: string, port: number, tlsPort: number): string => `
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
listen = 127.0.0.1
protocols = imap
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_verbose = yes
auth_failure_delay = 0
login_trusted_networks = 127.0.0.1
mail_location = maildir:${dir}/mail/%u
first_valid_uid = 1
${rights()}
passdb {
  driver = passwd-file
  args = ${dir}/passwd
}
userdb {
  driver = static
  args = home=${dir}/mail/%u allow_all_users=yes
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
`

/** A real Dovecot on loopback with these mailboxes, in a folder of its own. @param users passwords by address. */
export async function startDovecot(users: Readonly<Record<string, string>>): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'msa-dovecot-'))
  // Its users need a way through.
  chmodSync(dir, 0o755)
  const { cert, key } = makeCertificate('127.0.0.1')
  const [port, tlsPort] = [await freePort(), await freePort()]
  const passwd = Object.entries(users).map(([user, password]) => `${user}:{PLAIN}${password}`)
  for (const password of Object.values(users)) note('password', password)
  const files = { conf: configuration(dir, port, tlsPort), passwd: passwd.join('\n'), 'cert.pem': cert, 'key.pem': key }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text, { mode: 0o644 })
  mkdirSync(join(dir, 'mail'))
  chmodSync(join(dir, 'mail'), 0o777)
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', join(dir, 'conf')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  for (const one of [port, tlsPort]) await untilListened(one, () => child.exitCode !== null)
  return {
    port,
    tlsPort,
    certificate: cert,
    certificateFile: join(dir, 'cert.pem'),
    log: () => readFileSync(join(dir, 'log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
