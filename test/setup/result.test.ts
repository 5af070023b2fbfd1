import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { addResult } from './result.ts'

const result = (numPassedTests: number, numTotalTests: number, numRuntimeErrorTestSuites = 0) => ({
  numPassedTests,
  numTotalTests,
  numRuntimeErrorTestSuites,
})

/** @returns the result of two runs; one that is left out wrote none. */
function sum(first?: object, second?: object): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'result-'))
  const [to = '', from = ''] = [first, second].map((each, index) => {
    const file = join(folder, `${index}.json`)
    if (each) writeFileSync(file, JSON.stringify(each))
    return file
  })
  addResult(from, to)
  const result: unknown = JSON.parse(readFileSync(to, 'utf8'))
  rmSync(folder, { recursive: true })
  return result
}

describe('the result of two runs of jest', () => {
  it('counts the tests of both', () => {
    expect(sum(result(5, 7, 1), result(2, 3))).toEqual(result(7, 10, 1))
  })

  it('counts a run that wrote none as a suite that could not load', () => {
    expect(sum(result(5, 5), undefined)).toEqual(result(5, 5, 1))
    expect(sum(undefined, result(2, 2))).toEqual(result(2, 2, 1))
  })
})
