import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import { note } from '../after/ledger.ts'
import { mailPorts } from './dovecot-conf.ts'
import type { Scratch } from './scratch.ts'
import { postfixPorts } from './postfix.ts'

/** Our server's door, or what may stand there instead of it. */
export type Mood = 'up' | 'hung' | '500' | 'html' | 'stopped'

const doorsPort = 8025
const doveadmKey = 'doveadm-key-of-a-test'

/** What mail servers at these addresses and our server know of each other, before either runs. */
export function agree(nodes: readonly Pick<Scratch, 'ip'>[]) {
  const { ip } = nodes[0]!
  const key = randomBytes(32).toString('base64url')
  note('bearer token', key)
  const { imap, pop3, doveadm } = mailPorts
  return {
    door: { url: `http://${ip}:${doorsPort}`, key },
    doveadmKey,
    /** For the server's environment. */
    env: {
      DOORS_HOST: ip,
      DOORS_PORT: String(doorsPort),
      DOORS_KEYS: `node1:${key}`,
      NGINX_BACKENDS: `imap=${ip}:${imap},pop3=${ip}:${pop3},smtp=${ip}:${postfixPorts.proxied}`,
      DOVEADM_URLS: nodes.map((node) => `http://${node.ip}:${doveadm}`).join(','),
      DOVEADM_KEY: doveadmKey,
    },
  }
}

const instead: Record<Exclude<Mood, 'up' | 'stopped'>, (response: ServerResponse) => void> = {
  hung: () => {},
  '500': (response) => response.writeHead(500).end(),
  html: (response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Welcome</title>'),
}

export interface Doors {
  is(mood: Mood): Promise<void>
  /** Requests since it was last asked, by path. */
  asked(): string[]
  stop(): Promise<void>
}

/** Opens our app's doors at the address agreed on. */
export async function openDoors({ url }: { url: string }, answer: RequestListener): Promise<Doors> {
  const { hostname, port } = new URL(url)
  let mood: Mood = 'up'
  let paths: string[] = []
  const server = createServer((request, response) => {
    paths.push(request.url ?? '')
    if (mood === 'up' || mood === 'stopped') return void answer(request, response)
    const answerInstead = instead[mood]
    request.resume().on('end', () => answerInstead(response))
  })
  const open = () => new Promise<void>((resolve) => server.listen(Number(port), hostname, resolve))
  const close = () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    return closed
  }
  await open()
  return {
    async is(next) {
      if (mood !== 'stopped') await close()
      mood = next
      if (mood !== 'stopped') await open()
    },
    asked() {
      const met = paths
      paths = []
      return met
    },
    stop: async () => (mood === 'stopped' ? undefined : close()),
  }
}
