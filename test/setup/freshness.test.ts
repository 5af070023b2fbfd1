import { mkdirSync, mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { isFresh } from './freshness.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
const write = (name: string, second: number): void => {
  writeFileSync(at(name), '')
  utimesSync(at(name), second, second)
}
const build = () => ({ from: [at('src'), at('absent')], to: at('out') })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fresh-'))
  for (const name of ['src', 'src/dist', 'out']) mkdirSync(at(name))
  write('src/a.ts', 10)
  write('src/b.ts', 10)
  write('out/a.js', 20)
  for (const name of ['src', 'out']) utimesSync(at(name), 10, 10)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a build', () => {
  it('is fresh while its output is newer than every source', () => {
    expect(isFresh(build())).toBe(true)
  })

  it('is stale once a source is newer', () => {
    write('src/a.ts', 30)
    expect(isFresh(build())).toBe(false)
  })

  it('is stale once a source is gone', () => {
    unlinkSync(at('src/b.ts'))
    expect(isFresh(build())).toBe(false)
  })

  it('is stale without output', () => {
    rmSync(at('out'), { recursive: true })
    expect(isFresh(build())).toBe(false)
  })

  it('does not look at what lies built among the sources', () => {
    write('src/dist/late.js', 30)
    expect(isFresh(build())).toBe(true)
  })
})
