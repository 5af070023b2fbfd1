// The console's own server: its page, the phones' files, what the phones ask WeChat for, and their way to the product.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { publicUrl } from '../setup/public-url.ts'
import { built } from './builds.ts'
import { readFiles, sendFile, sendJson } from './files.ts'
import { forward } from './forward.ts'
import type { Outbox } from './outbox.ts'
import type { Phones } from './phones.ts'
import { sampleAddress } from './proxy.ts'
import { phoneNames, type DemoState, type PhoneName } from './state.ts'

export interface ConsoleParts {
  portal: string
  server: string
  account: DemoState['account']
  phones: Phones
  outbox: Outbox
}

const headers = {
  'content-security-policy': "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** A page of another site may not speak to this server, not even under a name that it made point here. */
function isOwn({ headers, method }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site']
  const isHost = /^(127\.0\.0\.1|localhost):\d+$/.test(headers.host ?? '')
  return isHost && (method === 'GET' || site === undefined || site === 'same-origin')
}

async function stateOf({ portal, account, phones, outbox }: ConsoleParts): Promise<DemoState> {
  const known = await Promise.all(phoneNames.map(async (name) => [name, await phones.isBound(name)] as const))
  return { portal, account, isBound: Object.fromEntries(known) as DemoState['isBound'], outbox: await outbox.read() }
}

type Order = (parts: ConsoleParts, phone: PhoneName, body: unknown) => Promise<unknown>

/** What is asked of a phone's WeChat: POST /phones/<name>/<order>. */
const orders = new Map<string, Order>([
  ['/login', async ({ phones }, phone) => ({ code: await phones.login(phone) })],
  ['/scan', ({ phones }, phone) => phones.scan(phone)],
  ['/subscribe', ({ phones }, phone, body) => phones.subscribe(phone, body as string[])],
])

async function serve(parts: ConsoleParts, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const url = from.url ?? '/'
  if (url === '/state') return sendJson(to, await stateOf(parts))
  if (url === '/outbox/clear' && from.method === 'POST') return sendJson(to, await parts.outbox.clear())
  const [, name = '', rest = ''] = /^\/phones\/(\w+)(\/.*)$/s.exec(url) ?? []
  const phone = phoneNames.find((each) => each === name)
  if (!phone) return void to.writeHead(404).end()
  const order = orders.get(rest)
  if (order && from.method === 'POST') return sendJson(to, await order(parts, phone, await json(from)))
  passOn(parts, phone, rest, from, to)
}

/** The phone's way to the product. WeChat sends no cookies and no origin. */
function passOn(
  { phones, server }: ConsoleParts,
  phone: PhoneName,
  path: string,
  from: IncomingMessage,
  to: ServerResponse,
) {
  const { host: _, origin: __, cookie: ___, referer: ____, ...kept } = from.headers
  const headers = Object.fromEntries(Object.entries(kept).filter(([name]) => !name.startsWith('sec-')))
  phones.heard(phone, headers.authorization as string | undefined)
  forward(from, to, { origin: server, path, headers: { ...headers, 'x-forwarded-for': sampleAddress } })
}

export function createConsole(parts: ConsoleParts): Server {
  const page = readFiles(built.page)
  const phone = readFiles(built.phone, (script) => script.replaceAll(publicUrl, parts.portal))
  return createServer((from, to) => {
    for (const [name, value] of Object.entries(headers)) to.setHeader(name, value)
    const path = (from.url ?? '/').replace(/\?.*/s, '').slice(1)
    if (!isOwn(from)) return void to.writeHead(403).end()
    if (path.startsWith('phone/')) return sendFile(phone, path.slice('phone/'.length), to)
    if (page.has(path)) return sendFile(page, path, to)
    serve(parts, from, to).catch((error: Error) => sendJson(to, { error: error.message }, 500))
  })
}
