import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { limits } from '../shared/limits.ts'
import { createApp } from './app.ts'
import { ConfigError, readConfig, type Config } from './config/config.ts'
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

const listen = (server: Server, { port, host }: Config) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

const close = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })

/** Lines leave together: one system call for each would cost a sign-in a tenth of its time. A kill -9 loses the last ones; the trail is elsewhere. */
const openLog = () => pino.destination({ sync: false, minLength: limits.logBatch, periodicFlush: limits.logDelay })

/** config → database → app → listen → graceful stop. */
async function main(): Promise<void> {
  const config = configOrExit()
  const log = pino({ level: config.logLevel }, openLog())
  const data = await openData(config, say)
  const app = await createApp({ config, keys: config.keys ?? ownKeys(config.dataDir), database: data.database, log })
  const server = createServer(app.koa.callback())
  const port = await listen(server, config)
  await app.prove()
  log.info({ port, publicUrl: config.publicUrl }, 'listening')
  const stop = async (signal: string) => {
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), limits.stopWithin).unref()
    await app.stop()
    await close(server)
    await data.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal))
}

main().catch((error: unknown) => {
  say(`Not started: ${error instanceof Error ? error.message : 'unknown reason'}`)
  process.exit(1)
})
