import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, type App } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import type { RequestLog } from '../../server/http/problem.ts'
import type { Database } from '../../server/store/connect.ts'
import { noteKeys } from '../after/dump.ts'
import { keepLog } from '../after/evidence.ts'
import { noteHeaders } from '../after/ledger.ts'
import { createBrowser, type BrowserOptions } from './browser.ts'
import { createClock, type Clock } from './clock.ts'
import { startOutside, type Outside } from './outside.ts'
import { createPhone } from './phone.ts'
import { portalStub } from './portal-stub.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export interface World extends Outside {
  url: string
  /** Where mail servers ask: with DOORS_PORT in the environment. */
  doors: string
  /** The first one: see restart. */
  app: App
  /** What an operator's command of this world is given; the command has the machine's clock. */
  env: Record<string, string>
  database: Database
  clock: Clock
  /** Every line the server logged, as JSON. */
  logs: string[]
  user: TestDatabase['user']
  browser(options?: BrowserOptions): ReturnType<typeof createBrowser>
  phone(name: string, headers?: Record<string, string>): ReturnType<typeof createPhone>
  /** Another process takes over, with these KEYS. */
  restart(keys: string): Promise<void>
  stop(): Promise<void>
}

/** As KEYS names one. */
export const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

async function listen(): Promise<{ server: Server; url: string }> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function logInto(lines: string[]): RequestLog {
  const add = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }))
  return { info: add, error: add }
}

interface Ground {
  server: Server
  env: Record<string, string> & { KEYS: string }
  database: Database
  logs: string[]
  clock: Clock
}

const doorsOf = ({ listeners }: App) => listeners.find(({ name }) => name === 'doors')?.koa

/** The app that answers at a server; another one may take over. */
async function openApps({ server, env, database, logs, clock }: Ground) {
  const open = async (KEYS: string) => {
    const config = readConfig({ ...env, KEYS })
    const keys = config.keys!
    const app = await createApp({ config, keys, database, log: logInto(logs), now: clock.now, isStrict: true })
    // A test that is about the time of an answer sets it again.
    app.services.settings.sendAnswersMs = 0
    return { app, keys, answer: app.koa.callback() }
  }
  const first = await open(env.KEYS)
  let present = first
  server.on('request', ({ headers }) => noteHeaders(headers))
  server.on('request', (request, response) => void present.answer(request, response))
  return {
    first: first.app,
    present: () => present,
    answerDoors: (request: IncomingMessage, response: ServerResponse) =>
      void doorsOf(present.app)?.callback()(request, response),
    async restart(keys: string) {
      const { app } = present
      present = await open(keys)
      await app.stop()
    },
  }
}

function drop(server: Server): void {
  server.closeAllConnections()
  server.close()
}

/** The product's own app on real MongoDB and real HTTP, with stand-ins for what it calls and a clock that can be moved. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  const { server, url } = await listen()
  const publicUrl = env.PUBLIC_URL ?? url
  const {
    outside,
    stop: stopOutside,
    ...told
  } = await startOutside([{ prefix: `${publicUrl}/w/`, page: 'pages/confirm/index' }])
  const clock = createClock()
  const logs: string[] = []
  const { uri, database, user, stop } = await openTestDatabase()
  const { PORTAL_DIR = portalStub(), KEYS = newKey('test') } = env
  const all = { PUBLIC_URL: publicUrl, MONGODB_URI: uri, ...told.env, ...env, PORTAL_DIR, KEYS }
  const { first, present, restart, answerDoors } = await openApps({ server, env: all, database, logs, clock })
  const doors = await listen()
  doors.server.on('request', answerDoors)
  return {
    url,
    doors: doors.url,
    app: first,
    env: all,
    database,
    ...outside,
    clock,
    logs,
    user,
    browser: (options) => createBrowser(url, publicUrl, options),
    phone: (name, headers) => createPhone(url, outside.wechat, name, headers),
    restart,
    async stop() {
      await present().app.stop()
      for (const one of [server, doors.server]) drop(one)
      keepLog(database.connection.name, logs.join('\n'))
      await noteKeys(database.connection, present().keys)
      await stop()
      await stopOutside()
    },
  }
}
