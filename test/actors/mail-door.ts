import { randomBytes } from 'node:crypto'
import { note } from '../after/ledger.ts'

/** A mail server's credential, and what the server that it asks is told. */
export function doorFor(mode: 'observe' | 'enforce', more: Record<string, string> = {}) {
  const secret = randomBytes(32).toString('base64url')
  note('door credential', secret)
  return { secret, env: { DOORS_PORT: '0', DOORS_KEYS: `mail-1:${secret}`, DOORS_MODE: mode, ...more } }
}

/** The requests of a mail server. @param url of the doors. */
export function mailDoor(url: () => string, secret: string) {
  const headers = { authorization: `Bearer ${secret}` }
  const post = (path: string, body: unknown) =>
    fetch(`${url()}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    post,
    get: (path: string, more: Record<string, string> = {}) =>
      fetch(`${url()}${path}`, { headers: { ...headers, ...more } }),
    /** As dovecot/second-step.lua asks. @param peer who has connected, where that is not the client. @returns the answer with its status. */
    async dovecot(user: string, password: string | Buffer, protocol = 'imap', ip = '202.202.1.1', peer?: string) {
      const password64 = Buffer.from(password).toString('base64')
      const answer = await post('/doors/dovecot', { user, password64, protocol, ip, peer })
      return { status: answer.status, ...((await answer.json()) as { is: string; user?: string; seconds?: number }) }
    },
    /** As nginx asks. @returns the headers it goes by. */
    nginx: (user: string, password: string, protocol = 'imap', more: Record<string, string> = {}) =>
      askAsNginx(url(), { ...headers, ...more }, user, password, protocol),
  }
}

async function askAsNginx(
  url: string,
  headers: Record<string, string>,
  user: string,
  password: string,
  protocol: string,
) {
  const usual = { 'auth-method': 'plain', 'auth-login-attempt': '1', 'client-ip': '202.202.1.1' }
  const typed = { 'auth-user': encodeURIComponent(user), 'auth-pass': encodeURIComponent(password) }
  const answer = await fetch(`${url}/doors/nginx`, {
    headers: { ...usual, ...typed, 'auth-protocol': protocol, ...headers },
  })
  const header = (name: string) => answer.headers.get(`auth-${name}`)
  return {
    status: header('status'),
    server: header('server'),
    port: header('port'),
    user: header('user'),
    pass: header('pass'),
    wait: header('wait'),
    error: header('error-code'),
  }
}

export type MailDoor = ReturnType<typeof mailDoor>
