import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { copyTree } from '../../mutants/copy.ts'

/** Everything that a new factor needs besides its own file: a line each in the registry and the catalogue, and its sentences. */
const lines: [file: string, after: string, line: string][] = [
  ['server/factors/index.ts', "import { email } from './email.ts'\n", "import { pad } from './one-time-pad.ts'\n"],
  ['server/factors/index.ts', '  email: asFactor(email),\n', '  pad: asFactor(pad),\n'],
  [
    'shared/factors.ts',
    'export const factors = {\n',
    "  pad: { send: 'never', target: null, code: 'digits', countsAsFactor: true, isMethod: true },\n",
  ],
  ['shared/messages/portal.ts', '> = {\n  email:', "  pad: both('一次性密码本', 'One-time pad'),\n"],
  ['shared/messages/portal-settings.ts', 'Record<FactorKind, Sentence> = {\n', '  pad: oneBound,\n'],
  [
    'shared/messages/phone-confirm.ts',
    'Record<FactorKind, Sentence> = {\n',
    "  pad: both('一次性密码本', 'one-time pad'),\n",
  ],
]

function insert(folder: string, [file, after, line]: (typeof lines)[number]): void {
  const path = join(folder, file)
  const text = readFileSync(path, 'utf8')
  const at = text.indexOf(after)
  if (at < 0) throw new Error(`${file} has no place for ${line}`)
  const end = after.startsWith('> = {') ? at + '> = {\n'.length : at + after.length
  writeFileSync(path, text.slice(0, end) + line + text.slice(end))
}

const run = (folder: string, command: string, words: string[], env = {}) =>
  spawnSync(command, words, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } })

let copy: ReturnType<typeof copyTree>
beforeAll(() => {
  copy = copyTree()
  const own = join(copy.folder, 'test/factors/sixth')
  copyFileSync(join(own, 'one-time-pad.factor.txt'), join(copy.folder, 'server/factors/one-time-pad.ts'))
  copyFileSync(join(own, 'one-time-pad.suite.txt'), join(copy.folder, 'test/factors/one-time-pad.test.ts'))
  for (const line of lines) insert(copy.folder, line)
})
afterAll(() => copy.remove())

describe('a sixth factor, a printed one-time pad', () => {
  it('is added by its file, its lines and its sentences: the compiler asks for nothing else in http, portal or miniprogram', () => {
    const { stdout } = run(copy.folder, 'node_modules/.bin/tsc', ['--noEmit', '--incremental', 'false', '-p', '.'])
    expect(stdout.split('\n').filter((line) => /^(server|shared|miniprogram|test\/factors\/one)/.test(line))).toEqual(
      [],
    )
  }, 180_000)

  it('passes what every factor passes', () => {
    const words = ['--config', 'test/jest.config.mjs', 'test/factors/one-time-pad.test.ts', '--json']
    const env = { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' }
    const { stdout } = run(copy.folder, 'node_modules/.bin/jest', words, env)
    const result = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { numPassedTests: number; numFailedTests: number }
    expect(result).toMatchObject({ numPassedTests: 4, numFailedTests: 0 })
  }, 180_000)
})
