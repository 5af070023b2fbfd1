// `npm start`: the product on this machine with two phones and an outbox to try it with. Needs no settings, and takes none of a real installation.
// DEMO_PORT, DEMO_PORTAL_PORT: other ports (0: any free one). DEMO_DATA_DIR: another place for its database.
import { join, resolve } from 'node:path'
import { root } from '../setup/command.ts'
import { bringUpToDate } from './builds.ts'
import { Demo, type DemoSettings } from './demo.ts'
import type { Port } from './listen.ts'
import { refusal } from './refuse.ts'
import { watchStarters } from './starter.ts'

const say = (line: string): void => console.log(line)

const portOf = (given: string | undefined, usual: number): Port => ({
  number: Number(given ?? usual),
  isAsked: given !== undefined,
})

const settingsOf = (env: NodeJS.ProcessEnv): DemoSettings => ({
  portal: portOf(env['DEMO_PORTAL_PORT'], 8080),
  console: portOf(env['DEMO_PORT'], 8081),
  dataDir: resolve(env['DEMO_DATA_DIR'] ?? join(root, '.data', 'demo')),
})

function greet({ consoleUrl, portalUrl, account }: Demo): void {
  say('')
  say(`演示台 Demo console    ${consoleUrl}`)
  say(`登录页 Sign-in page    ${portalUrl}`)
  say(`账号   Account         ${account.address}  ${account.password}`)
  say('Ctrl-C 结束 ends it.')
}

let demo: Demo | undefined
let isEnding = false

async function end(code: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  await demo?.stop()
  process.exit(code)
}

function stopBecause(how: string): Promise<void> {
  if (!isEnding) console.error(`${how}: the demo stops.`)
  return end(1)
}

async function main(): Promise<void> {
  const faults = refusal(process.env)
  if (faults.length > 0) {
    console.error(faults.join('\n'))
    process.exit(78)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  void watchStarters(() => void end(0))
  process.chdir(root)
  await bringUpToDate(say)
  demo = new Demo(settingsOf(process.env))
  void demo.lost.then(stopBecause)
  say('Starting …')
  await demo.start()
  greet(demo)
}

main().catch((error: Error) => stopBecause(error.message))
