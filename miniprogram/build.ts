import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const here = import.meta.dirname
const programs = join(here, '../node_modules/.bin')

export interface WeappBuild {
  /** Folder of the output; Taro empties it. Default: miniprogram/dist. */
  out?: string
  /** Origin of the server. Default: the variable API_BASE. */
  apiBase?: string
}

/** Runs Taro. Environment: API_BASE, WECHAT_APPID. @throws Error with everything Taro wrote, when it fails. */
export async function buildWeapp({
  out = join(here, 'dist'),
  apiBase = process.env.API_BASE,
}: WeappBuild = {}): Promise<void> {
  const appid = process.env.WECHAT_APPID
  const env = {
    ...process.env,
    PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
    NODE_ENV: 'production',
    WEAPP_OUT: relative(here, resolve(out)),
    ...(apiBase && { API_BASE: apiBase }),
    ...(appid && { TARO_APP_ID: appid }),
  }
  // Taro ends well after some errors, too: only a new app.json is a success.
  rmSync(join(out, 'app.json'), { force: true })
  const { code, output } = await run(env)
  if (code !== 0 || !existsSync(join(out, 'app.json'))) throw new Error(`taro build failed\n${output}`)
}

function run(env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const child = spawn('taro', ['build', '--type', 'weapp'], { cwd: here, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const keep = (bytes: Buffer): void => {
    output += bytes.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code) => done({ code, output }))
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } })
  await buildWeapp(values).catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
