import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/command.ts'
import { startDaemon } from './command.ts'
import { makeScratch } from './scratch.ts'
import { untilListening } from './until.ts'

export const nginxPorts = { imap: 143, pop3: 110, smtp: 587 } as const

const main = (folder: string) => `
load_module /usr/lib/nginx/modules/ngx_mail_module.so;
pid ${folder}/nginx.pid;
daemon off;
error_log ${folder}/nginx.log info;
worker_processes 1;
events { worker_connections 256; }
include second-step/mail.conf;
`

const site = (ip: string, { url, key }: { url: string; key: string }) => `
server_name mail.example.test;
auth_http ${url.replace('http://', '')}/doors/nginx;
auth_http_header Authorization "Bearer ${key}";
server { listen ${ip}:${nginxPorts.imap}; protocol imap; }
server { listen ${ip}:${nginxPorts.pop3}; protocol pop3; }
server { listen ${ip}:${nginxPorts.smtp}; protocol smtp; xclient on; timeout 65s; }
`

export interface Nginx {
  ip: string
  ports: typeof nginxPorts
  log(): string
  stop(): Promise<void>
}

/** Debian's nginx as a mail proxy that asks our door; where it leads to is the server's to say. */
export async function startNginx(door: { url: string; key: string }): Promise<Nginx> {
  const scratch = makeScratch()
  mkdirSync(scratch.at('second-step'))
  cpSync(join(root, 'server/doors/nginx/mail.conf'), scratch.at('second-step/mail.conf'))
  scratch.write('second-step/site.conf', site(scratch.ip, door))
  const conf = scratch.write('nginx.conf', main(scratch.folder))
  const log = () => readFileSync(scratch.at('nginx.log'), 'utf8')
  const daemon = startDaemon('nginx', ['-c', conf], scratch.at('nginx.out'))
  await untilListening(scratch.ip, Object.values(nginxPorts), log)
  return {
    ip: scratch.ip,
    ports: nginxPorts,
    log,
    async stop() {
      await daemon.stop()
      scratch.remove()
    },
  }
}
