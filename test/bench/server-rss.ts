import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../setup/command.ts'
import { residentBytes } from './usage.ts'

/** Long enough for the work of starting to be over and its memory given back. */
const idle = 5_000

/** @returns resident bytes of the built server, alone with its empty database, after it has been idle for a while. Linux only. */
export async function serverRss(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rss-'))
  const server = spawn(process.execPath, ['.build/server/main.js'], {
    cwd: root,
    env: serverEnv(dataDir),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await listening(server)
    await sleep(idle)
    return residentBytes(server.pid ?? 0)
  } finally {
    if (server.exitCode === null && server.kill()) await once(server, 'exit')
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** What the server asks for (server/config.ts): a free port, a database of its own, a WeChat that is never called. */
const serverEnv = (dataDir: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  MONGOD_BINARY: process.env['MONGOD_BINARY'],
  PUBLIC_URL: 'http://127.0.0.1',
  PORT: '0',
  DATA_DIR: dataDir,
  WECHAT_APPID: `wx${randomBytes(8).toString('hex')}`,
  WECHAT_SECRET: randomBytes(16).toString('hex'),
})

async function listening(server: ChildProcess): Promise<void> {
  if (!server.stdout) throw new Error('the server has no output to read')
  for await (const line of createInterface(server.stdout)) if (line.includes('"listening"')) return
  throw new Error('the server ended before it listened')
}
