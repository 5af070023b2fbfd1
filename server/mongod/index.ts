import { resolve } from 'node:path'
import { checkGiven } from './given-uri.ts'
import { openPrivate, type Mongo } from './private-mongod.ts'

export interface MongoOptions {
  /** What MONGODB_URI says. With it nothing is started. */
  uri?: string | undefined
  /** Where a private mongod keeps its data (`db/`), its log and its port. */
  dataDir: string
  /** Where fetched programs are kept. */
  cacheDir?: string
  /** Is told what takes time or went wrong, one line each, without a line break. */
  report?: (line: string) => void
  /** False keeps a private mongod from writing statistics of its own once a second. */
  diagnostics?: boolean
}

/**
 * Gives the process its database: the one that is named, after a look whether it can do the work, or a private one that lives with this process.
 * @returns a URI that mongoose connects to, and how to end what was started here. @throws Error whose message tells an operator what to do.
 */
export async function openMongo(options: MongoOptions): Promise<Mongo> {
  const { uri, dataDir, cacheDir = resolve('node_modules/.cache/mongod'), diagnostics = true } = options
  const report = options.report ?? (() => undefined)
  if (!uri) return openPrivate({ dataDir, cacheDir, report, env: process.env, hasDiagnostics: diagnostics })
  await checkGiven(uri)
  return { uri, stop: () => Promise.resolve() }
}
