import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp, type App } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import type { MasterKey } from '../../server/core/keys.ts'
import { hashPassword } from '../../server/directory/local.ts'
import { connectDatabase, type Database } from '../../server/store/connect.ts'
import { createLocalUsers } from '../../server/store/local-users.ts'
import { startWechatStandin, type WechatStandin } from '../standins/wechat/start.ts'
import { createBrowser } from './browser.ts'
import { createClock, type Clock } from './clock.ts'
import { createPhone } from './phone.ts'
import { portalStub } from './portal-stub.ts'

export interface World {
  url: string
  app: App
  database: Database
  wechat: WechatStandin
  clock: Clock
  logs: string[]
  user(name: string, password?: string): Promise<string>
  browser(options?: { headers?: Record<string, string> }): ReturnType<typeof createBrowser>
  phone(name: string): ReturnType<typeof createPhone>
  stop(): Promise<void>
}

export const password = 'correct horse battery staple'
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

function testUri(name: string): string {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
  uri.pathname = `/${name}`
  return uri.href
}

/** The product's own app on real MongoDB and real HTTP, with the WeChat stand-in and a clock that can be moved. */
export async function startWorld(env: Record<string, string> = {}): Promise<World> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const wechat = await startWechatStandin({ rules: [{ prefix: `${url}/w/`, page: 'pages/confirm/index' }] })
  const clock = createClock()
  const logs: string[] = []
  const log = {
    info: (fields: object, message: string) => void logs.push(JSON.stringify({ message, ...fields })),
    error: (fields: object, message: string) => void logs.push(JSON.stringify({ message, ...fields })),
  }
  const database = await connectDatabase(testUri(`t${randomBytes(6).toString('hex')}`))
  const keys: [MasterKey] = [{ id: 'test', bytes: randomBytes(32) }]
  const config = readConfig(environment(url, wechat, env))
  const app = await createApp({ config, keys, database, log, now: clock.now, isStrict: true })
  server.on('request', app.koa.callback())
  const users = createLocalUsers(database.models)
  return {
    url,
    app,
    database,
    wechat,
    clock,
    logs,
    user: async (name, secret = password) => {
      await users.put(`${name}@cqu.edu.cn`, await hashPassword(secret))
      return `${name}@cqu.edu.cn`
    },
    browser: (options) => createBrowser(url, url, options),
    phone: (name) => createPhone(url, wechat, name),
    async stop() {
      await app.stop()
      server.closeAllConnections()
      server.close()
      await database.connection.dropDatabase()
      await database.close()
      await wechat.stop()
    },
  }
}
