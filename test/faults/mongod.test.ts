import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { isAlive } from '../../server/mongod/processes.ts'
import { kill, MongodFolder, until } from './mongod-folder.ts'

let folder: MongodFolder
beforeEach(() => {
  folder = new MongodFolder()
})
afterEach(() => folder.end())

describe('a private mongod', () => {
  it('starts on an empty folder and serves writes and change streams to mongoose', async () => {
    const { uri } = await folder.open()
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/msa\?replicaSet=rs0$/)
    const notes = await folder.notes(uri)
    const stream = notes.watch()
    folder.later(() => stream.close())
    const news = once(stream, 'change')
    // The stream begins with its first answer, and an earlier write is none of its news: write until one is.
    const writing = setInterval(() => void notes.insertOne({ text: 'kept' }), 50)
    const told = await news.finally(() => clearInterval(writing))
    expect(told).toEqual([expect.objectContaining({ operationType: 'insert' })])
  })

  it('keeps its data and its port over a stop and a start', async () => {
    const first = await folder.open()
    await (await folder.notes(first.uri)).insertOne({ text: 'kept' })
    await first.stop()
    expect(folder.mongods()).toEqual([])
    const second = await folder.open()
    expect(second.uri).toBe(first.uri)
    expect(await (await folder.notes(second.uri)).countDocuments()).toBe(1)
  })
})

describe('what a private mongod writes to its log', () => {
  it('R8: is never what was asked for, however slowly: people type passwords into the address box', async () => {
    const { uri } = await folder.open()
    const notes = await folder.notes(uri)
    await notes.insertOne({ text: 'kept' })
    const slow = { $where: 'sleep(300) || true' }
    expect(await notes.findOne({ ...slow, text: { $ne: 'typed-into-the-wrong-box' } })).toMatchObject({ text: 'kept' })
    await notes.updateOne(slow, { $set: { text: 'typed-into-the-wrong-box' } })
    const log = readFileSync(join(folder.path, 'mongod.log'), 'utf8')
    expect(log).toContain('createCollection')
    expect(log.split('\n').filter((line) => line.includes('typed-into-the-wrong-box'))).toEqual([])
  })
})

describe('a mongod and its process', () => {
  it('is taken over by the next process when its own was killed, and ends with that one', async () => {
    const { child, says } = await folder.parent()
    const left = folder.mongods()
    expect(left).toHaveLength(1)
    await kill(child, 'SIGKILL')
    const { uri, stop } = await folder.open()
    expect(says).toBe(`uri ${uri}`)
    expect(folder.lines).toContain(`MongoDB of an earlier run is taken over, process ${left[0]}`)
    expect(folder.mongods()).toEqual(left)
    await (await folder.notes(uri)).insertOne({ text: 'kept' })
    await stop()
    expect(folder.mongods()).toEqual([])
  })

  it('ends with a process that a signal ends', async () => {
    const { child } = await folder.parent()
    expect(folder.mongods()).toHaveLength(1)
    await kill(child, 'SIGTERM')
    await until(() => folder.mongods().length === 0)
  })

  it('runs once when two processes start on one folder, and the loser is told which one has it', async () => {
    const both = await Promise.all([folder.parent(), folder.parent()])
    const winner = both.find(({ says }) => says.startsWith('uri '))
    const loser = both.find(({ says }) => says.startsWith('error '))
    expect(loser?.says).toContain(`in use by process ${winner?.child.pid}:`)
    expect(folder.mongods()).toHaveLength(1)
  })

  it('is not started beside one that is just ending', async () => {
    const first = await folder.open()
    const [, second] = await Promise.all([first.stop(), folder.open()])
    expect(second.uri).toBe(first.uri)
    expect(folder.mongods()).toHaveLength(1)
  })
})

describe('a mongod whose port was taken', () => {
  // A silent program is the worst: mongod looks for itself on its old port, and waits for an answer.
  it('moves to another one, and keeps what was confirmed before a crash', async () => {
    const { child, says } = await folder.parent()
    const [, before = ''] = says.split(' ')
    const notes = await folder.notes(before)
    await notes.insertOne({ text: 'kept' })
    await notes.conn.close()
    await kill(child, 'SIGKILL')
    const left = folder.mongods()
    folder.killMongods()
    await until(() => !left.some(isAlive))
    const other = createServer((asker) => void asker.on('error', () => undefined).resume())
    folder.later(() => other.close())
    await once(other.listen(Number(new URL(before).port), '127.0.0.1'), 'listening')
    const { uri } = await folder.open()
    expect(uri).not.toBe(before)
    expect(await (await folder.notes(uri)).countDocuments()).toBe(1)
  })
})

describe('a mongod that is killed', () => {
  it.each(['a child of ours', 'taken over'])('comes back on the same port with its data: %s', async (whose) => {
    if (whose === 'taken over') await kill((await folder.parent()).child, 'SIGKILL')
    const { uri } = await folder.open()
    const notes = await folder.notes(uri)
    await notes.insertOne({ text: 'kept' })
    const [killed] = folder.mongods()
    folder.killMongods()
    await until(() => folder.lines.some((line) => line.endsWith('and runs again')))
    await notes.insertOne({ text: 'written afterwards on the same connection' })
    expect(await notes.countDocuments()).toBe(2)
    expect(folder.mongods()).toHaveLength(1)
    expect(folder.mongods()).not.toContain(killed)
  })

  it('is given up when it dies again and again, and says so', async () => {
    await folder.open()
    while (!folder.lines.some((line) => line.includes('given up'))) {
      folder.killMongods()
      await sleep(50)
    }
    expect(folder.mongods()).toEqual([])
  })
})
