import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import { faultKinds } from './faults.ts'
import type { FaultRequest } from './faults.ts'
import { addConsent, login, openidOf, phoneOf, unionidOf } from './phones.ts'
import { scanLink, scanPicture } from './scan.ts'
import type { Scanned, ScanSource } from './scan.ts'
import { createWorld, now, setApp } from './world.ts'
import type { App, AppSettings, World } from './world.ts'

interface Order {
  world: World
  initialApps: readonly AppSettings[]
  name: string
  query: URLSearchParams
  // Only our own helper and the demo write here: a wrong shape ends as a 400 or as a failing test.
  body: Record<string, unknown>
}

function appOf({ world, body }: Order): App {
  const app = body.appid === undefined ? [...world.apps.values()][0] : world.apps.get(String(body.appid))
  if (!app) throw new Error('no such app')
  return app
}

function sourceOf(value: unknown = 'camera'): ScanSource {
  if (value === 'camera' || value === 'album' || value === 'picture') return value
  throw new Error('from: camera, album or picture')
}

function scan({ world, body }: Order): Scanned {
  const from = sourceOf(body.from)
  if (body.imageBase64 === undefined) return scanLink(world, String(body.url), from)
  return scanPicture(Buffer.from(String(body.imageBase64), 'base64'), from)
}

function setFault({ world, body }: Order) {
  if (!Object.hasOwn(faultKinds, String(body.kind))) throw new Error('unknown kind of fault')
  world.faults.push({ ...(body as unknown as FaultRequest), seen: 0, fired: 0 })
  return {}
}

function setPhone(order: Order) {
  const phone = phoneOf(order.world, String(order.body.name))
  const app = appOf(order)
  if (typeof order.body.blocked === 'boolean') phone.blocked = order.body.blocked
  return { openid: openidOf(app, phone), unionid: unionidOf(app, phone) }
}

function advance({ world, body }: Order) {
  if (typeof body.ms !== 'number' || body.ms < 0) throw new Error('ms: not negative')
  world.aheadMs += body.ms
  return { now: now(world) }
}

const orders: Readonly<Record<string, (order: Order) => unknown>> = {
  'POST /reset': ({ world, initialApps }) => (Object.assign(world, createWorld(initialApps)), {}),
  'POST /apps': ({ world, body }) => setApp(world, body as AppSettings),
  'POST /phones': setPhone,
  'POST /phones/:name/login': (order) => ({ code: login(order.world, appOf(order), phoneOf(order.world, order.name)) }),
  'POST /phones/:name/subscribe': (order) => ({
    left: addConsent(appOf(order), phoneOf(order.world, order.name), String(order.body.templateId), 1),
  }),
  'POST /phones/:name/scan': scan,
  'POST /clock/advance': advance,
  'POST /faults': setFault,
  'DELETE /faults': ({ world }) => ((world.faults = []), {}),
  'GET /calls': ({ world, query }) => world.calls.filter((call) => [null, call.path].includes(query.get('path'))),
  'GET /messages': ({ world, query }) =>
    world.messages.filter((sent) => [null, sent.openid].includes(query.get('openid'))),
}

/** The body of an order. @throws Error when it is sent as a web page could send it. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  // A web page cannot send this content type to another origin without asking, and nobody here answers such a question.
  if (request.method === 'POST' && request.headers['content-type'] !== 'application/json') throw new Error('send JSON')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

async function obey(world: World, initialApps: readonly AppSettings[], request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const name = /^\/__ctl\/phones\/([^/]+)\//.exec(pathname)?.[1] ?? ''
  const path = pathname.replace(/^\/__ctl/, '').replace(`/phones/${name}/`, '/phones/:name/')
  const order = orders[`${request.method} ${path}`]
  if (!order) throw new Error('no such order')
  return order({
    world,
    initialApps,
    name: decodeURIComponent(name),
    query: searchParams,
    body: await readJson(request),
  })
}

/** The test's side: phones, clock, faults, and what was called. Loopback only, no CORS. */
export function createControl(world: World, initialApps: readonly AppSettings[]): Server {
  return createServer((request, response) => {
    obey(world, initialApps, request).then(
      (value) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
      (error: unknown) =>
        response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error: String(error) })),
    )
  })
}
