import { parseArgs } from 'node:util'
import { startWechatStandin } from './start.ts'
import type { AppSettings } from './world.ts'

// Runs the stand-in as a process and prints one line of JSON: { url, controlUrl, appid }.
// --port, --control-port, --apps (JSON, a list of settings), or WECHAT_STANDIN_PORT, _CONTROL_PORT, _APPS.
const { values } = parseArgs({
  options: { port: { type: 'string' }, 'control-port': { type: 'string' }, apps: { type: 'string' } },
})
const { WECHAT_STANDIN_PORT, WECHAT_STANDIN_CONTROL_PORT, WECHAT_STANDIN_APPS } = process.env

const standin = await startWechatStandin({
  port: Number(values.port ?? WECHAT_STANDIN_PORT ?? 0),
  controlPort: Number(values['control-port'] ?? WECHAT_STANDIN_CONTROL_PORT ?? 0),
  apps: JSON.parse(values.apps ?? WECHAT_STANDIN_APPS ?? '[]') as AppSettings[],
})
const { url, controlUrl, appid } = standin
process.stdout.write(`${JSON.stringify({ url, controlUrl, appid })}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standin.stop())
