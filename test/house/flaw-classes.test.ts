// The README's table of attacks, what WeChat can do wrong, and the tests that carry their ids.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { root } from '../setup/command.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
const sources = files
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(root, 'test', name), 'utf8'))
const titles = sources.flatMap((text) => text.match(/\b(?:it|describe)(?:\.each)?[^'"`]*?\(\s*['"`]([^'"`\n]+)/g) ?? [])

const id = (n: number) => `Q${String(n).padStart(2, '0')}`
const all = Array.from({ length: 38 }, (_, index) => id(index + 1))
/** Cannot arise, or belongs to what is not open yet: the README's line says which. */
const untested = ['Q32', 'Q36']

describe('the classes of attacks', () => {
  it.each(all)('%s has one line in the README', (name) => {
    expect(readme.split('\n').filter((line) => line.startsWith(`| ${name} `))).toHaveLength(1)
  })

  it.each(all.filter((name) => !untested.includes(name)))('%s stands in the title of a test', (name) => {
    expect(titles.filter((title) => title.includes(name))).not.toEqual([])
  })
})

const scenarios = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]

it.each(scenarios)('scenario %i of WeChat going wrong stands in the title of a test', (n) => {
  expect(titles.filter((title) => title.split(/['"`]/).at(-1)!.startsWith(`${n}: `))).not.toEqual([])
})
