import { randomBytes } from 'node:crypto'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { connectWechatControl } from '../standins/wechat/control.ts'
import { defaultApp } from '../standins/wechat/world.ts'
import { openTestDatabase, type TestDatabase } from '../actors/test-database.ts'
import { startTestMongod } from '../setup/mongod.ts'
import { leaveServerCore } from './machine.ts'
import { startProgram, type Program } from './program.ts'

export type Wechat = Pick<WechatStandin, 'url' | 'control'>
export type Server = Program & { url: string }

/** One database, and the environment of the server processes that share it. */
export interface Site extends TestDatabase {
  env: Record<string, string>
  wechat: Wechat
  /** Starts the built server as an operator does. */
  startServer(): Promise<Server>
}

export interface Ground {
  site(): Promise<Site>
  /** A program of the bench's own in the server's place: same core, same database. */
  startInPlace(script: string, site: Site): Promise<Server>
}

export const publicUrl = 'http://127.0.0.1'

async function startWechat(): Promise<{ program: Program; wechat: Wechat }> {
  const app = { quotas: { loginsPerPhoneMinute: 1_000_000 } }
  const args = ['--import', 'tsx', 'test/standins/wechat/main.ts', '--apps', JSON.stringify([app])]
  const program = await startProgram({ args, env: process.env, until: /^\{.*\}$/ })
  const { url, controlUrl } = JSON.parse(program.ready[0]) as { url: string; controlUrl: string }
  return { program, wechat: { url, control: connectWechatControl(controlUrl) } }
}

const environment = (wechat: Wechat, mongodb: string) => ({
  PUBLIC_URL: publicUrl,
  MONGODB_URI: mongodb,
  KEYS: `k1:${randomBytes(32).toString('base64')}`,
  WECHAT_APPID: defaultApp.appid,
  WECHAT_SECRET: defaultApp.secret,
  WECHAT_BASE_URL: wechat.url,
  PORT: '0',
})

/**
 * A mongod and a stand-in for WeChat, each a process, for as long as `work` runs; whatever it started is stopped after it.
 * @param isPinned every server has the first core, everything else the others.
 */
export async function onGround<T>(isPinned: boolean, work: (ground: Ground) => Promise<T>): Promise<T> {
  const undo: (() => Promise<void>)[] = []
  const kept = <S extends { stop(): Promise<void> }>(one: S): S => (undo.unshift(() => one.stop()), one)
  const start = async (args: string[], env: NodeJS.ProcessEnv): Promise<Server> => {
    const { PATH, HOME } = process.env
    const until = /"port":(\d+).*"msg":"listening"/
    const program = kept(await startProgram({ args, env: { PATH, HOME, ...env }, until, isPinned }))
    return { ...program, url: `http://127.0.0.1:${program.ready[1]}` }
  }
  try {
    if (isPinned) leaveServerCore()
    const mongod = kept(await startTestMongod())
    const { program, wechat } = await startWechat()
    kept(program)
    return await work({
      async site() {
        const database = kept(await openTestDatabase(mongod.uri))
        const env = environment(wechat, database.uri)
        return { ...database, env, wechat, startServer: () => start(['.build/server/main.js'], env) }
      },
      startInPlace: (script, { env }) => start(['--import', 'tsx', script], env),
    })
  } finally {
    for (const step of undo) await step()
  }
}
