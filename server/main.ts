import pino from 'pino'
import { limits } from '../shared/limits.ts'
import { createApp } from './app.ts'
import { ConfigError, readConfig, type Config } from './config/config.ts'
import { openListeners, type Opened } from './listeners.ts'
import { openData } from './open.ts'
import { ownKeys } from './own-keys.ts'

const say = (line: string) => process.stderr.write(`${line}\n`)

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    say('Not started. Please correct the environment:')
    for (const fault of error.faults) say(`  ${fault}`)
    process.exit(78)
  }
}

/** Lines leave together: one system call for each would cost a sign-in a tenth of its time. A kill -9 loses the last ones; the trail is elsewhere. */
const openLog = () => pino.destination({ sync: false, minLength: limits.logBatch, periodicFlush: limits.logDelay })

/** The public one last: who waits for its line finds the others there. */
function tellListeners(log: pino.Logger, { publicUrl }: Config, { at }: Opened): void {
  for (const { name, host, port } of at.slice(1)) log.info({ listener: name, host, port }, 'listening beside')
  log.info({ port: at[0]!.port, publicUrl }, 'listening')
}

/** config → database → app → listen → graceful stop. */
async function main(): Promise<void> {
  const config = configOrExit()
  const log = pino({ level: config.logLevel }, openLog())
  const data = await openData(config, say)
  const app = await createApp({ config, keys: config.keys ?? ownKeys(config.dataDir), database: data.database, log })
  const listeners = await openListeners(app.listeners)
  await app.prove()
  tellListeners(log, config, listeners)
  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), limits.stopWithin).unref()
    await app.stop()
    await listeners.close()
    await data.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))
}

main().catch((error: unknown) => {
  say(`Not started: ${error instanceof Error ? error.message : 'unknown reason'}`)
  process.exit(1)
})
