import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { findProgram } from '../../server/mongod/find.ts'
import { checkUri } from '../../server/mongod/given-uri.ts'
import { openMongo } from '../../server/mongod/index.ts'
import { choosePort, isListening } from '../../server/mongod/port.ts'
import { root } from '../setup/command.ts'
import { MongodFolder } from './mongod-folder.ts'

const cacheDir = join(root, 'node_modules/.cache/mongod')

describe('MONGODB_URI as it is written', () => {
  it.each([
    'mongodb://db1:27017,db2:27017/msa?replicaSet=rs0',
    'mongodb+srv://user:secret@cluster.example.org/msa?retryWrites=true&w=majority',
    'mongodb://db1/msa?replicaSet=rs0&readConcernLevel=majority&journal=true',
  ])('is fine: %s', (uri) => {
    expect(checkUri(uri)).toEqual([])
  })

  it.each([
    'w=1',
    'w=0',
    'journal=false',
    'j=false',
    'readConcernLevel=local',
    'retryWrites=false',
    'RetryWrites=FALSE',
  ])('is refused when it sets %s, which would lose what was confirmed', (option) => {
    expect(checkUri(`mongodb://user:secret@db1,db2/msa?replicaSet=rs0&${option}`)).toEqual([
      expect.stringMatching(new RegExp(`must not set ${option}:(?!.*secret)`)),
    ])
  })

  it('names every fault at once', () => {
    expect(checkUri('mongodb://db1/?w=1&retryWrites=false&w=majority')).toHaveLength(2)
  })

  it.each(['postgres://db1/msa', 'db1:27017', 'mongodb://'])('is refused when it is none: %s', (uri) => {
    expect(checkUri(uri)).toEqual([expect.stringContaining('must begin with mongodb://')])
  })
})

let folder: MongodFolder
let port = 0
beforeEach(async () => {
  folder = new MongodFolder()
  port = await choosePort()
})
afterEach(() => folder.end())

/** Starts a mongod that nobody made a replica set. */
async function start(...args: string[]): Promise<void> {
  const { path } = await findProgram({ cacheDir, env: process.env, report: () => undefined })
  const place = ['--dbpath', folder.path, '--bind_ip', '127.0.0.1', '--port', `${port}`, '--nounixsocket']
  const child = spawn(path, [...place, ...args], { stdio: 'ignore' })
  while (!(await isListening(port))) if (child.exitCode !== null) throw new Error('mongod did not start')
}

const opened = (uri: string): Promise<unknown> => openMongo({ uri, dataDir: join(folder.path, 'unused') })

describe('what MONGODB_URI names', () => {
  it('is refused when it is a standalone mongod', async () => {
    await start()
    await expect(opened(`mongodb://127.0.0.1:${port}/msa`)).rejects.toThrow(
      'MONGODB_URI must name a replica set: change streams and majority writes need one. What answers is a standalone',
    )
  })

  it('is refused when it is a replica set that was never initiated', async () => {
    await start('--replSet', 'rs0')
    await expect(opened(`mongodb://127.0.0.1:${port}/msa?directConnection=true`)).rejects.toThrow('never initiated')
  })

  it('is refused within ten seconds when nobody answers', async () => {
    const begin = Date.now()
    await expect(opened(`mongodb://127.0.0.1:${port}/msa?replicaSet=rs0`)).rejects.toThrow(
      'MONGODB_URI does not answer as a replica set',
    )
    expect(Date.now() - begin).toBeLessThan(10_000)
  })

  it('is refused before anything is connected when it overrides a guarantee', async () => {
    await expect(opened(`mongodb://127.0.0.1:${port}/msa?w=1`)).rejects.toThrow(
      'MONGODB_URI is refused: it must not set w=1',
    )
  })

  it('is used as it is when it is a replica set, and nobody stops it', async () => {
    const { uri } = await folder.open()
    const given = await openMongo({ uri, dataDir: join(folder.path, 'unused') })
    expect(given.uri).toBe(uri)
    await given.stop()
    expect(await isListening(Number(new URL(uri).port))).toBe(true)
  })
})
