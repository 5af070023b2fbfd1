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
import { startWechatStandin, type WechatStandin } from '../standins/wechat/start.ts'
import { createBrowser, type BrowserOptions } from './browser.ts'
import { createClock, type Clock } from './clock.ts'
import { createPhone } from './phone.ts'
import { portalStub } from './portal-stub.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export interface World {
  url: string
  app: App
  database: Database
  wechat: WechatStandin
  clock: Clock
  /** Every line the server logged, as JSON. */
  logs: string[]
  user: TestDatabase['user']
  browser(options?: BrowserOptions): ReturnType<typeof createBrowser>
  phone(name: string, headers?: Record<string, string>): ReturnType<typeof createPhone>
  stop(): Promise<void>
}

function environment(url: string, wechat: WechatStandin, extra: Record<string, string>) {
  return {
    PUBLIC_URL: url,
    WECHAT_APPID: wechat.appid,
    WECHAT_SECRET: wechat.secret,
    WECHAT_BASE_URL: wechat.url,
    ...(extra.PORTAL_DIR === undefined && { PORTAL_DIR: portalStub() }),
    ...extra,
  }
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

/** The product's own app on real MongoDB and real HTTP, with the WeChat stand-in and a clock that can be moved. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  const { server, url } = await listen()
  const publicUrl = env.PUBLIC_URL ?? url
  const wechat = await startWechatStandin({ rules: [{ prefix: `${publicUrl}/w/`, page: 'pages/confirm/index' }] })
  const clock = createClock()
  const logs: string[] = []
  const { database, user, stop } = await openTestDatabase()
  const keys: [MasterKey] = [{ id: 'test', bytes: randomBytes(32) }]
  const config = readConfig(environment(publicUrl, wechat, env))
  const app = await createApp({ config, keys, database, log: logInto(logs), now: clock.now, isStrict: true })
  server.on('request', ({ headers }) => noteHeaders(headers)).on('request', app.koa.callback())
  return {
    url,
    app,
    database,
    wechat,
    clock,
    logs,
    user,
    browser: (options) => createBrowser(url, publicUrl, options),
    phone: (name, headers) => createPhone(url, wechat, name, headers),
    async stop() {
      await app.stop()
      server.closeAllConnections()
      server.close()
      keepLog(database.connection.name, logs.join('\n'))
      await noteKeys(database.connection, keys)
      await stop()
      await wechat.stop()
    },
  }
}
