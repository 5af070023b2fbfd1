import type { Server } from 'node:http'
import { createControlListener } from '../control-listener.ts'
import type { Asked } from '../control-listener.ts'
import { faultKinds } from './faults.ts'
import type { FaultRequest } from './faults.ts'
import { addConsent, login, openidOf, phoneOf, unionidOf } from './phones.ts'
import { scanLink, scanPicture } from './scan.ts'
import type { Scanned, ScanSource } from './scan.ts'
import { createWorld, now, setApp } from './world.ts'
import type { App, AppSettings, World } from './world.ts'

interface Order extends Pick<Asked, 'query' | 'body'> {
  world: World
  initialApps: readonly AppSettings[]
  name: string
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

function obey(world: World, initialApps: readonly AppSettings[], { method, path, query, body }: Asked): unknown {
  const name = /^\/phones\/([^/]+)\//.exec(path)?.[1] ?? ''
  const order = orders[`${method} ${path.replace(`/phones/${name}/`, '/phones/:name/')}`]
  if (!order) throw new Error('no such order')
  return order({ world, initialApps, name: decodeURIComponent(name), query, body })
}

/** The test's side: phones, clock, faults, and what was called. */
export const createControl = (world: World, initialApps: readonly AppSettings[]): Server =>
  createControlListener((asked) => obey(world, initialApps, asked))
