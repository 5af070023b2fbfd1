import { parseArgs } from 'node:util'
import { startSmtp } from './start.ts'

// Runs the stand-in as a process and prints one line of JSON: { url, controlUrl }.
// --port, --control-port, or SMTP_STANDIN_PORT, _CONTROL_PORT. Plain and without a login: for a product on the same machine.
const { values } = parseArgs({ options: { port: { type: 'string' }, 'control-port': { type: 'string' } } })
const { SMTP_STANDIN_PORT, SMTP_STANDIN_CONTROL_PORT } = process.env

const standin = await startSmtp({
  port: Number(values.port ?? SMTP_STANDIN_PORT ?? 0),
  controlPort: Number(values['control-port'] ?? SMTP_STANDIN_CONTROL_PORT ?? 0),
})
const { url, controlUrl } = standin
process.stdout.write(`${JSON.stringify({ url, controlUrl })}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standin.stop())
