import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { root } from '../setup/command.ts'

interface Result {
  numPassedTests: number
  numTotalTests: number
  numRuntimeErrorTestSuites: number
}

const result = (numPassedTests: number, numTotalTests: number, numRuntimeErrorTestSuites = 0): Result => ({
  numPassedTests,
  numTotalTests,
  numRuntimeErrorTestSuites,
})

let clone = ''
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'ci-'))
  cpSync(join(root, '.ci'), join(clone, '.ci'), { recursive: true })
})
afterEach(() => rmSync(clone, { recursive: true }))

interface Clone {
  /** What its `npm test` writes as the result, if anything, and the code it ends with. */
  writes?: Result
  code: number
  hasLock?: boolean
}

/** Runs .ci/run in a fresh clone. @returns its last line and exit code, as one text. */
function run({ writes, code, hasLock = true }: Clone): string {
  const name = { name: 'clone', version: '1.0.0' }
  const lock = { ...name, lockfileVersion: 3, packages: { '': name } }
  const write = `fs.mkdirSync('.build', { recursive: true }); fs.writeFileSync('.build/test-result.json', process.env.RESULT)`
  writeFileSync(join(clone, 'test.cjs'), `const fs = require('fs'); ${writes ? write : ''}; process.exit(${code})`)
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ ...name, scripts: { test: 'node test.cjs' } }))
  if (hasLock) writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(lock))
  const env = { ...process.env, CI: 'true', RESULT: JSON.stringify(writes) }
  const { stdout, status } = spawnSync('bash', ['.ci/run'], { cwd: clone, env, encoding: 'utf8' })
  return `${stdout.trimEnd().split('\n').at(-1)} (${status})`
}

describe('.ci/run', () => {
  it('tells how many passed', () => {
    expect(run({ writes: result(7, 7), code: 0 })).toBe('7 passed, 0 failed (0)')
  })

  it('counts failed tests and suites that could not load as failures', () => {
    expect(run({ writes: result(5, 7, 1), code: 1 })).toBe('5 passed, 3 failed (1)')
  })

  it('counts a skipped test as a failure', () => {
    expect(run({ writes: result(6, 7), code: 0 })).toBe('6 passed, 1 failed (1)')
  })

  it('does not call a run good that ended badly after its last test', () => {
    expect(run({ writes: result(7, 7), code: 1 })).toBe('7 passed, 1 failed (1)')
  })

  it.each<[string, Clone]>([
    ['result', { code: 0 }],
    ['test', { writes: result(0, 0), code: 0 }],
    ['installation', { writes: result(7, 7), code: 0, hasLock: false }],
  ])('fails when there was no %s', (_, clone) => {
    expect(run(clone)).toBe('0 passed, 1 failed (1)')
  })
})
