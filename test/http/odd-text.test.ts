import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Key } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'
import { entriesOf, setStage, type Stage } from '../actors/entries.ts'
import { problemFaults } from '../actors/problem-shape.ts'
import { rawRequest } from '../actors/raw.ts'
import { watchDatabase } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await startWorld()
  stage = await setStage(world, 'odd')
})
afterAll(() => world.stop())

/** Text that fits a schema of text, and that programs stumble over. */
const odd = fc.oneof(
  fc.constantFrom(
    '\u0000\u0000\u0000',
    'a\u0000b@cqu.edu.cn',
    '\\ud800\\udfff',
    '\\ud800@cqu.edu.cn',
    '＊＊＊',
    '  * ',
    '__proto__',
    'constructor',
    '$where: 1',
    '{"$gt":""}',
    '%00%0d%0aSet-Cookie: x=y',
    '../../etc/passwd',
    '１２３４５６',
    '<img src=x onerror=alert(1)>',
  ),
  fc.string({ minLength: 3, maxLength: 30, unit: 'binary' }),
  fc.string({ minLength: 3, maxLength: 30, unit: 'grapheme' }),
)

// JSON.stringify would keep lone surrogates as escapes; here an escape in the text stays one on the wire.
const asJson = (body: object) => JSON.stringify(body).replace(/\\\\u/g, '\\u')

/** What a person calls a thing of his is his own to choose: there, text is not odd. */
const isFree = ({ key }: { key: Key }, name: string) => key === 'POST /api/app-passwords' && name === 'name'

it('R13: odd text in any field is answered without a fault of ours, and never changes an account, session or phone', async () => {
  const fields = entriesOf(stage).flatMap((entry) =>
    Object.entries(entry.body ?? {})
      .filter(([name, value]) => typeof value === 'string' && !isFree(entry, name))
      .map(([name]) => ({ entry, name })),
  )
  const property = async ({ entry, name }: (typeof fields)[number], text: string) => {
    const changed = await watchDatabase(world)
    const headers = { ...stage.browser, ...stage.phone, 'content-type': 'application/json' }
    const body = asJson({ ...entry.body, [name]: text })
    const answer = await rawRequest(world.url, { method: entry.method, path: entry.path, headers, body })
    expect(answer.status === 200 ? [] : problemFaults(answer)).toEqual([])
    expect(answer.status).toBeLessThan(500)
    expect((await changed()).filter((collection) => collection !== 'counters' && collection !== 'audit')).toEqual([])
  }
  await fc.assert(fc.asyncProperty(fc.constantFrom(...fields), odd, property), { numRuns: 60, seed: 20_261_124 })
}, 60_000)

const hidden = [
  ['NUL', '\u0000'],
  ['a line feed', '\n'],
  ['DEL', '\u007f'],
  ['a C1 control', '\u0085'],
  ['a soft hyphen', '\u00ad'],
  ['an Arabic letter mark', '\u061c'],
  ['a Hangul filler', '\u3164'],
  ['a space of no width', '\u200b'],
  ['a joiner of no width', '\u200d'],
  ['a mark from right to left', '\u200f'],
  ['a line separator', '\u2028'],
  ['an override from right to left', '\u202e'],
  ['an isolate', '\u2066'],
  ['a byte order mark', '\ufeff'],
  ['half a surrogate pair', '\ud800'],
  ['a tag of no width', '\u{e0041}'],
] as const

it.each(hidden)('R13: the name of an app password holds no %s', async (_, character) => {
  const headers = { ...stage.browser, 'content-type': 'application/json' }
  const body = JSON.stringify({ name: `Out${character}look`, protocols: ['imap'], life: 'unlimited' })
  const answer = await rawRequest(world.url, { method: 'POST', path: '/api/app-passwords', headers, body })
  expect([answer.status, problemFaults(answer)]).toEqual([400, []])
})

it('R13: the name of an app password is kept and shown as it was typed, but for the blanks around it', async () => {
  const names = [
    '手机 Outlook',
    ' ＊＊＊ ',
    '__proto__',
    '{"$gt":""}',
    '<img src=x onerror=alert(1)>',
    '📱',
    'é'.repeat(limits.appPasswordName),
  ]
  const headers = { ...stage.browser, 'content-type': 'application/json' }
  for (const name of names) {
    const body = JSON.stringify({ name, protocols: ['imap'], life: 'unlimited' })
    const answer = await rawRequest(world.url, { method: 'POST', path: '/api/app-passwords', headers, body })
    expect(JSON.parse(answer.text)).toMatchObject({ made: { name: name.trim() } })
  }
})

it('R13: odd cookies and headers are answered without a fault of ours', async () => {
  const header = fc.string({ maxLength: 60, unit: fc.constantFrom(...'abc;=,"\\ \t%~.{}[]()<>é'.split('')) })
  const names = ['cookie', 'authorization', 'user-agent', 'x-forwarded-for', 'accept', 'if-none-match', 'range']
  const property = async (name: string, text: string) => {
    const value = name === 'cookie' ? `__Host-session=${text}; __Host-browser=${text}` : text
    const headers = { ...stage.browser, ...stage.phone, [name]: Buffer.from(value).toString('latin1').trim() }
    for (const path of ['/api/session', '/api/bindings', '/api/phone/codes']) {
      const answer = await rawRequest(world.url, { method: 'GET', path, headers })
      expect(answer.status).toBeLessThan(500)
      expect(answer.status === 200 ? [] : problemFaults(answer)).toEqual([])
    }
  }
  await fc.assert(fc.asyncProperty(fc.constantFrom(...names), header, property), { numRuns: 25, seed: 20_261_124 })
}, 60_000)
