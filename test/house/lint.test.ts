import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { root } from '../setup/command.ts'

const big = (lines: number): string => `export function a() {\n${'  void 0\n'.repeat(lines - 2)}}\n`
const test = (call: string): string =>
  `import { expect, it } from '@jest/globals'\n${call}('does', () => expect(1).toBe(1))\n`

/** A file that breaks exactly one rule of .oxlintrc.json that the house cannot do without, and the rule. */
const planted: [rule: string, path: string, text: string][] = [
  ['max-lines', 'server/http/long.ts', `${'// why\n'.repeat(200)}export const a = 1\n`],
  ['max-lines-per-function', 'server/http/big.ts', big(41)],
  ['no-cycle', 'server/http/one.ts', `import type { Two } from './two.ts'\nexport interface One { two: Two }\n`],
  ['no-cycle', 'server/http/two.ts', `import type { One } from './one.ts'\nexport interface Two { one: One }\n`],
  ['consistent-type-imports', 'server/http/hidden.ts', `export type A = import('./one.ts').One\n`],
  ['no-default-export', 'server/http/default.ts', 'export default 1\n'],
  ['no-process-env', 'server/core/env.ts', 'export const a = process.env\n'],
  ['no-process-env', 'shared/env.ts', `export const a = process.env['A']\n`],
  ['no-process-env', 'server/store/env.ts', `export const a = process.env['A']\n`],
  ['no-restricted-globals', 'server/core/argv.ts', 'export const a = process.argv\n'],
  ['no-console', 'server/http/print.ts', `console.log('a')\n`],
  ['no-explicit-any', 'server/http/any.ts', 'export const a = (b: any): unknown => b\n'],
  ['no-warning-comments', 'server/http/later.ts', '// TODO: later\nexport const a = 1\n'],
  ['eqeqeq', 'server/http/loose.ts', 'export const a = (b: unknown) => b == 1\n'],
  ['no-disabled-tests', 'test/core/skipped.test.ts', test('it.skip')],
  ['no-focused-tests', 'test/core/only.test.ts', test('it.only')],
  ['expect-expect', 'test/core/empty.test.ts', `import { it } from '@jest/globals'\nit('does', () => {})\n`],
]
const allowed: [path: string, text: string][] = [
  ['server/http/just.ts', `${'// why\n'.repeat(199)}export const a = 1\n`],
  ['server/http/full.ts', big(40)],
  ['server/main.ts', `export const port = process.env['PORT']\n`],
  ['server/portal/pages/welcome.tsx', 'export default function Welcome() {\n  return null\n}\n'],
]

interface Diagnostic {
  code: string
  filename: string
}

describe('the linter', () => {
  const copy = mkdtempSync(join(tmpdir(), 'lint-'))
  let found: Diagnostic[] = []

  beforeAll(() => {
    cpSync(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'))
    for (const [path, text] of [...planted.map(([, ...file]) => file), ...allowed]) {
      mkdirSync(dirname(join(copy, path)), { recursive: true })
      writeFileSync(join(copy, path), text)
    }
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['-f', 'json'], {
      cwd: copy,
      encoding: 'utf8',
    })
    found = (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  it.each(planted)('reports %s in %s', (rule, path) => {
    const codes = found.filter((each) => each.filename === path).map((each) => each.code)
    expect(codes).toEqual(expect.arrayContaining([expect.stringContaining(`(${rule})`)]))
  })

  it.each(allowed)('has nothing against %s', (path) => {
    expect(found.filter((each) => each.filename === path)).toEqual([])
  })
})
