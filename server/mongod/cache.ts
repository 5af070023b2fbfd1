import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { periods } from './periods.ts'

/**
 * Fetched programs: `<cacheDir>/<version>/mongod` and beside it `mongod.sha256`, which `sha256sum -c` understands; its second line holds the size and the
 * time that the file had when it was hashed, so that a start does not read 140 MB again.
 */
export interface Entry {
  cacheDir: string
  version: string
  /** Pinned in the source where the program is always the same one. */
  sha256?: string
}

const name = 'mongod'
const scratch = 'fetch-'

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** @returns the path of the cached program, or nothing when it is absent or not what was put there. */
export async function cachedProgram({ cacheDir, version, sha256 }: Entry): Promise<string | undefined> {
  const path = join(cacheDir, version, name)
  const note = await readFile(`${path}.sha256`, 'utf8').catch(() => '')
  const recorded = /^[0-9a-f]{64}/.exec(note)?.[0]
  if (!recorded || (sha256 && sha256 !== recorded)) return undefined
  const seal = await sealOf(path).catch(() => undefined)
  if (!seal) return undefined
  if (note.includes(seal)) return path
  return (await sha256Of(path)) === recorded ? path : undefined
}

const sealOf = async (path: string): Promise<string> => {
  const { size, mtimeMs } = await stat(path)
  return `# ${size} ${mtimeMs}`
}

/** Gives a folder of its own, inside the cache so that a rename stays on one disk, for as long as `work` runs. */
export async function inScratch<T>(cacheDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(cacheDir, { recursive: true })
  await sweep(cacheDir)
  const folder = await mkdtemp(join(cacheDir, scratch))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes what processes left behind that were killed while they fetched. */
async function sweep(cacheDir: string): Promise<void> {
  const old = Date.now() - periods.fetchAbandoned
  for (const left of (await readdir(cacheDir)).filter((each) => each.startsWith(scratch))) {
    const { mtimeMs } = await stat(join(cacheDir, left)).catch(() => ({ mtimeMs: Infinity }))
    if (mtimeMs < old) await rm(join(cacheDir, left), { recursive: true, force: true })
  }
}

/**
 * Puts a program into the cache in one step: whoever looks sees the whole of it or nothing, and of two processes that fetch at once both end with it.
 * @throws Error when its SHA-256 is not the pinned one.
 */
export async function keepProgram(entry: Entry, from: string): Promise<string> {
  return inScratch(entry.cacheDir, async (folder) => {
    const whole = join(folder, entry.version)
    const path = join(whole, name)
    await mkdir(whole)
    await copyFile(from, path)
    await chmod(path, 0o755)
    const hash = await sha256Of(path)
    if (entry.sha256 && entry.sha256 !== hash) throw new Error(`its SHA-256 is ${hash}, not ${entry.sha256}`)
    await writeFile(`${path}.sha256`, `${hash}  ${name}\n${await sealOf(path)}\n`)
    return moveIn(entry, whole)
  })
}

async function moveIn(entry: Entry, whole: string): Promise<string> {
  const place = join(entry.cacheDir, entry.version)
  try {
    await rename(whole, place)
  } catch {
    // Another process was faster, or something broken lies there.
    if (!(await cachedProgram(entry))) {
      await rm(place, { recursive: true, force: true })
      await rename(whole, place)
    }
  }
  return join(place, name)
}
