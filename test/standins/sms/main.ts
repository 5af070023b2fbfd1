import { parseArgs } from 'node:util'
import { startSms } from './start.ts'

// Runs the stand-ins as a process and prints one line of JSON: { aliyunUrl, tencentUrl, controlUrl, environment }.
const { values } = parseArgs({ options: { 'control-port': { type: 'string' } } })
const { aliyunUrl, tencentUrl, controlUrl, environment, stop } = await startSms(Number(values['control-port'] ?? 0))
process.stdout.write(
  `${JSON.stringify({ aliyunUrl, tencentUrl, controlUrl, environment: environment('aliyun', 'tencent') })}\n`,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
