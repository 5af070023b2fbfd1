import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, it } from '@jest/globals'
import { root } from '../setup/command.ts'
import { mutate } from './mutant.ts'
import { table } from './table.ts'

describe('the table of guards', () => {
  it.each(table.map((mutant) => [mutant.guard, mutant] as const))('%s: can be taken out', (_, mutant) => {
    const without = mutate(readFileSync(join(root, mutant.file), 'utf8'), mutant)
    const loader = mutant.file.endsWith('.ts') ? 'ts' : 'text'
    expect(transformSync(without, { loader }).code).not.toBe('')
  })

  it('names each guard once, and tests that are there', () => {
    expect(new Set(table.map(({ guard }) => guard)).size).toBe(table.length)
    const named = table.flatMap(({ red }) => red)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
    expect(table.filter(({ red }) => red.length === 0)).toEqual([])
  })
})
