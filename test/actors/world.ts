import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, type App } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import type { MasterKey } from '../../server/core/keys.ts'
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
  app: App
  database: Database
  clock: Clock
  /** Every line the server logged, as JSON. */
  logs: string[]
  user: TestDatabase['user']
  browser(options?: BrowserOptions): ReturnType<typeof createBrowser>
  phone(name: string, headers?: Record<string, string>): ReturnType<typeof createPhone>
  stop(): Promise<void>
}

async function listen(): Promise<{ server: Server; url: string }> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function logInto(lines: string[]): RequestLog {
  const add = (fields: object, message: string) => void lines.push(JSON.stringify({ message, ...fields }))
  return { info: add, error: add }
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
  const { database, user, stop } = await openTestDatabase()
  const keys: [MasterKey] = [{ id: 'test', bytes: randomBytes(32) }]
  const { PORTAL_DIR = portalStub() } = env
  const config = readConfig({ PUBLIC_URL: publicUrl, ...told.env, ...env, PORTAL_DIR })
  const app = await createApp({ config, keys, database, log: logInto(logs), now: clock.now, isStrict: true })
  server.on('request', ({ headers }) => noteHeaders(headers)).on('request', app.koa.callback())
  return {
    url,
    app,
    database,
    ...outside,
    clock,
    logs,
    user,
    browser: (options) => createBrowser(url, publicUrl, options),
    phone: (name, headers) => createPhone(url, outside.wechat, name, headers),
    async stop() {
      await app.stop()
      server.closeAllConnections()
      server.close()
      keepLog(database.connection.name, logs.join('\n'))
      await noteKeys(database.connection, keys)
      await stop()
      await stopOutside()
    },
  }
}
