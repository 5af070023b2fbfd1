import { readFileSync, rmSync } from 'node:fs'
import { startServer, type ServerProcess } from '../actors/server-process.ts'
import { openAdminShell } from './admin-shell.ts'
import type { Ended } from './command.ts'
import { dovecotConf, mailPorts } from './dovecot-conf.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { layOutSite, linesOf, readLog } from './site.ts'
import type { Way } from './try-password.ts'
import { untilListening } from './until.ts'

/** systemd's part, where none runs: Dovecot is reloaded, a timer's service runs once. Ours is started by whoever reads the log. */
const systemctl = (log: string) => `#!/bin/sh
echo "$*" >> ${log}
case "$*" in
  "reload dovecot") doveadm reload ;;
  "enable --now second-step-names.timer") $(sed -n 's/^ExecStart=//p' /etc/systemd/system/second-step-names.service) ;;
esac
`

export interface AdminMachine {
  imap: Way
  /** Types a block; when it restarts our server, that is done. */
  type(block: string): Promise<Ended>
  log(): string
  stop(): Promise<void>
}

/**
 * A machine whose administrator has a Dovecot with these mailboxes and our server, and has not heard of doors. `env`: what /etc/second-step.env holds.
 * Its /etc is a copy: see openAdminShell.
 */
export async function startAdminMachine(
  env: Record<string, string>,
  mailboxes: Record<string, string>,
): Promise<AdminMachine> {
  const scratch = makeScratch()
  const { ip, at } = scratch
  const log = () => readLog(at('dovecot.log'))
  layOutSite(scratch, mailboxes)
  scratch.write('bin/systemctl', systemctl(at('systemctl.log')), 0o755)
  const shell = await openAdminShell(scratch, at('bin'))
  layOutEtc(scratch, env)
  await shell.type(`setpriv --pdeathsig TERM dovecot -F >> ${at('dovecot.log')} 2>&1 &`)
  await untilListening(ip, [mailPorts.imap], log)
  let server: ServerProcess | undefined
  const restart = async () => {
    await server?.stop()
    server = await startServer({ ...readEnv(at('etc/second-step.env')), PORT: '0' })
  }
  return {
    imap: { host: ip, port: mailPorts.imap, dialect: 'imap' },
    async type(block) {
      const ended = await shell.type(block)
      if (block.includes('systemctl restart second-step')) await restart()
      return ended
    },
    log,
    async stop() {
      await server?.stop()
      await shell.type('doveadm stop; wait')
      await shell.stop()
      scratch.remove()
    },
  }
}

/** The copy that the shell takes for /etc. */
function layOutEtc(scratch: Scratch, env: Record<string, string>): void {
  rmSync(scratch.at('etc/dovecot/conf.d'), { recursive: true })
  scratch.write('etc/dovecot/dovecot.conf', '!include conf.d/*.conf\n')
  scratch.write('etc/dovecot/conf.d/10-site.conf', dovecotConf(scratch).replace(/^!include.*$/m, ''))
  scratch.write(
    'etc/second-step.env',
    linesOf(env, (name, value) => `${name}='${value}'`),
  )
}

const readEnv = (path: string) =>
  Object.fromEntries(
    [...readFileSync(path, 'utf8').matchAll(/^(\w+)='?(.*?)'?$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
