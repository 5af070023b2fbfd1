import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { periods } from './periods.ts'

/** A mongod that is known to run on this machine. */
export interface Program {
  path: string
  version: string
}

/** Libraries that a mongod is linked with and a bare system may lack, and the Debian packages that bring them. */
const packages: Readonly<Record<string, string>> = { 'libcurl.so.4': 'libcurl4', 'libssl.so.3': 'libssl3' }

/** Change streams as the store uses them, and the driver, ask for this much. */
const oldestMajor = 5

/** @throws Error that says why the program cannot be used here: not there, a library missing, too old. */
export async function checkProgram(path: string): Promise<Program> {
  const output = await askVersion(path)
  const version = /db version v(\d+\.\d+\.\d+)/.exec(output)?.[1]
  if (!version) throw new Error(`${path} is not a mongod`)
  if (Number.parseInt(version, 10) < oldestMajor) throw new Error(`${path} is MongoDB ${version}, too old`)
  return { path, version }
}

async function askVersion(path: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: periods.version })
    return stdout
  } catch (error) {
    throw new Error(whyNot(path, error as Error & { stderr?: string }), { cause: error })
  }
}

function whyNot(path: string, { stderr = '', message }: { stderr?: string; message: string }): string {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(stderr)?.[1]
  if (!library) return `${path} does not run: ${stderr.trim().split('\n')[0] || message}`
  const brings = packages[library]
  return `${path} needs ${library}${brings ? `, on Debian and Ubuntu: apt-get install ${brings}` : ''}`
}
