import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../server/config/config.ts'
import type { Database } from '../../server/store/connect.ts'
import { noteKeys } from '../after/dump.ts'
import { createBrowser } from './browser.ts'
import { startOutside, type Outside } from './outside.ts'
import { createPhone } from './phone.ts'
import { portalStub } from './portal-stub.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'

export interface Town extends Outside {
  /** Server processes that share one database and one set of keys. */
  servers: ServerProcess[]
  /** What they were started with. */
  env: Record<string, string>
  database: Database
  user: TestDatabase['user']
  /** @param at which server process serves it. */
  browser(at?: number): ReturnType<typeof createBrowser>
  phone(name: string, at?: number): ReturnType<typeof createPhone>
  /** Starts a process where an ended one was, on its port. */
  restart(at?: number): Promise<void>
  stop(): Promise<void>
}

/** What its servers take for their own address, unless they are told another. */
export const publicUrl = 'http://127.0.0.1'

function environment(mongodb: string, dataDir: string) {
  return {
    PUBLIC_URL: publicUrl,
    MONGODB_URI: mongodb,
    KEYS: `k1:${randomBytes(32).toString('base64')}`,
    PORTAL_DIR: portalStub(),
    DATA_DIR: dataDir,
  }
}

/** All of them, or none. */
async function startAll(envs: readonly Record<string, string>[]): Promise<ServerProcess[]> {
  const started = await Promise.allSettled(envs.map((env) => startServer(env)))
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (!failed) return servers
  await Promise.all(servers.map((server) => server.kill()))
  throw failed.reason
}

interface TownOptions {
  /** Another mongod than the test run's. */
  mongodb?: string
  /** More of their environment. */
  env?: Record<string, string>
  /** The way to the database that a process is told. */
  route?(uri: string, at: number): string
}

/** The product as it is deployed: `count` processes on one database. */
export async function startTown(
  count = 2,
  { mongodb, env: more = {}, route = (uri) => uri }: TownOptions = {},
): Promise<Town> {
  const { outside, stop: stopOutside, ...told } = await startOutside()
  const { uri, database, user, stop } = await openTestDatabase(mongodb)
  const dataDir = mkdtempSync(join(tmpdir(), 'town-'))
  const env = { ...environment(uri, dataDir), ...told.env, ...more }
  const envs = Array.from({ length: count }, (_, at) => ({ ...env, MONGODB_URI: route(uri, at) }))
  const servers = await startAll(envs)
  return {
    servers,
    env,
    ...outside,
    database,
    user,
    browser: (at = 0) => createBrowser(servers[at]!.url, env.PUBLIC_URL),
    phone: (name, at = 0) => createPhone(servers[at]!.url, outside.wechat, name),
    async restart(at = 0) {
      servers[at] = await startServer({ ...envs[at]!, PORT: String(servers[at]!.port) })
    },
    async stop() {
      await Promise.all(servers.map((server) => server.kill()))
      await noteKeys(database.connection, readConfig(env).keys!)
      await stop().finally(stopOutside)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
