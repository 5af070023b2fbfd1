import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { inScratch, keepProgram } from './cache.ts'
import { periods } from './periods.ts'

/** The version that the library's own releases are tried with: it knows the archive for each system. */
export const official = { version: '8.2.6' } as const

/**
 * The library runs in a thread of its own: it prints its progress, cannot be cancelled, and verifies the host's certificate only when npm's `strict-ssl`
 * says so in the environment. A thread has its own output and environment, and an end.
 */
const script = `
const { parentPort, workerData } = require('node:worker_threads')
const { MongoBinary } = require(workerData.library)
MongoBinary.getPath(workerData.options).then(
  (path) => parentPort.postMessage({ path }),
  (error) => parentPort.postMessage({ reason: String(error.message).replace(/\\s+/g, ' ').slice(0, 200) }),
)`

type Answer = { path: string } | { reason: string }

/** @returns the path in the cache. @throws Error with the reason: refused, silent for `periods.officialSilence`, a wrong checksum, no build for this system. */
export async function fetchOfficial(cacheDir: string, env: NodeJS.ProcessEnv): Promise<string> {
  return inScratch(cacheDir, async (folder) => {
    const answer = await download(folder, env)
    if ('reason' in answer) throw new Error(answer.reason)
    return keepProgram({ cacheDir, ...official }, answer.path)
  })
}

async function download(downloadDir: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  const library = createRequire(import.meta.url).resolve('mongodb-memory-server-core')
  const worker = new Worker(script, {
    eval: true,
    env: { MONGOMS_MAX_RETRIES: '1', ...env, npm_config_strict_ssl: 'true' },
    workerData: { library, options: { version: official.version, downloadDir, checkMD5: true } },
    stdout: true,
    stderr: true,
  })
  try {
    return await answerOf(worker)
  } finally {
    await worker.terminate()
  }
}

/** Every line of progress is a sign of life; without one for a while the download is given up. */
function answerOf(worker: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const silence = setTimeout(() => resolve({ reason: 'the download host is silent' }), periods.officialSilence)
    const whole = setTimeout(() => resolve({ reason: 'the download takes too long' }), periods.officialDownload)
    const settle = <T>(then: (value: T) => void): ((value: T) => void) => {
      return (value) => {
        clearTimeout(silence)
        clearTimeout(whole)
        then(value)
      }
    }
    worker.stdout.on('data', () => silence.refresh())
    worker.stderr.resume()
    worker.once('message', settle<Answer>(resolve))
    worker.once('error', settle<Error>(reject))
  })
}
