import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { contract } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'
import { entriesOf, setStage, type Entry, type Stage } from '../actors/entries.ts'
import { problemFaults } from '../actors/problem-shape.ts'
import { rawRequest } from '../actors/raw.ts'
import { watchDatabase } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await startWorld()
  stage = await setStage(world, 'malformed')
})
afterAll(() => world.stop())

const none = { address: '', challenge: '', binding: '', device: '', scan: '', ticket: '', refresh: '' }
const withBody = entriesOf(none).filter(({ body }) => body !== undefined)
const live = (entry: Entry) => entriesOf(stage).find(({ key }) => key === entry.key)!

const send = ({ method, path }: Pick<Entry, 'method' | 'path'>, body?: string | Buffer) => {
  const headers = { ...stage.browser, ...stage.phone, 'content-type': 'application/json' }
  return rawRequest(world.url, { method, path, headers, body })
}

/** Refused with a stable code, and nothing anywhere has changed. */
async function expectRefused(entry: Entry, body: string | Buffer) {
  const changed = await watchDatabase(world)
  const answer = await send(live(entry), body)
  expect({ status: answer.status, faults: problemFaults(answer) }).toEqual({ status: expect.any(Number), faults: [] })
  expect(['request.invalid', 'request.too-large']).toContain(answer.code)
  expect(answer.status).toBeLessThan(500)
  expect(await changed()).toEqual([])
}

const longText = fc.integer({ min: limits.passwordLength + 1, max: 20_000 }).map((length) => 'x'.repeat(length))
const hugeNumber = fc.constantFrom(1e308, -1e308, 2 ** 53, -1, 0.5, 10_000)
const notText = fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.object())
const notNumber = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.integer()),
  fc.object(),
  hugeNumber,
)
const deep = fc.integer({ min: 10, max: 5_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth))

/** The text of a body in which one thing is wrong. */
function spoilt(body: Record<string, unknown>): fc.Arbitrary<string> {
  const fields = Object.keys(body)
  const field = fields.length > 0 ? fc.constantFrom(...fields) : undefined
  const wrong = (name: string) => (typeof body[name] === 'number' ? notNumber : fc.oneof(notText, longText))
  const isOptional = (name: string) => ['number', 'target', 'trust'].includes(name)
  const perField = field && [
    field.filter((name) => !isOptional(name) || fields.length === 1).map((name) => ({ ...body, [name]: undefined })),
    field.chain((name) => wrong(name).map((value) => ({ ...body, [name]: value }))),
  ]
  const unknown = fc.string().filter((name) => !fields.includes(name) && name !== '__proto__')
  const whole = fc.oneof(
    unknown.map((name) => ({ ...body, [name]: 1 })),
    fc.constant([body]),
    fc.constant('text'),
    fc.constant(null),
  )
  const text = JSON.stringify(body)
  return fc.oneof(
    fc.oneof(...(perField ?? []), whole).map((value) => JSON.stringify(value)),
    fc.nat(text.length - 1).map((end) => text.slice(0, end)),
    fc.constantFrom(`${text}x`, `\uFEFF${text} ,`, '', 'undefined', '{"a":NaN}', `{"a":1,}`),
    deep,
    deep.map((nested) => text.replace(/}$/, `${fields.length > 0 ? ',' : ''}"more":${nested}}`)),
  )
}

describe.each(withBody.map((entry) => [entry.key, entry] as const))('R13: %s', (_, entry) => {
  it('refuses every spoilt body with a stable code and changes nothing', async () => {
    const body = live(entry).body!
    await fc.assert(
      fc.asyncProperty(spoilt(body), (text) => expectRefused(entry, text)),
      { numRuns: 25, seed: 20_261_124 },
    )
  })

  it('refuses broken UTF-8, an own __proto__ and a body of 2 MB', async () => {
    const text = JSON.stringify(live(entry).body)
    const cut = text.lastIndexOf('}')
    const bytes = Buffer.concat([Buffer.from(text.slice(0, cut)), Buffer.from([0xc3, 0x28]), Buffer.from('}')])
    const comma = text === '{}' ? '' : ','
    await expectRefused(entry, bytes)
    await expectRefused(entry, `${text.slice(0, cut)}${comma}"__proto__":{"isAdmin":true}}`)
    await expectRefused(entry, `${text.slice(0, cut)}${comma}"constructor":{"prototype":{"a":1}}}`)
    await expectRefused(entry, JSON.stringify({ pad: 'x'.repeat(2 * 1_024 * 1_024) }))
  })
})

const paths = Object.keys(contract).filter((key) => key.includes(':'))
describe.each(paths)('R13: the path of %s', (key) => {
  it('refuses every name that is none with a stable code, and changes nothing', async () => {
    const entry = entriesOf(none).find((one) => one.key === key)!
    const odd = fc.oneof(
      fc.string({ minLength: 1, unit: 'binary' }),
      fc.constantFrom('%', '%00', '..%2f..', 'a'.repeat(5_000), '%E0%A4%A', "'; --"),
    )
    const property = async (text: string) => {
      const changed = await watchDatabase(world)
      const [method = '', template = ''] = key.split(' ')
      const name = text.startsWith('%') ? text : encodeURIComponent(text.replace(/\p{Surrogate}/gu, 'x'))
      const answer = await send({ method, path: template.replace(/:\w+/, name) }, JSON.stringify(entry.body))
      expect([...problemFaults(answer), ...(answer.status < 500 ? [] : ['500'])]).toEqual([])
      expect(await changed()).toEqual([])
    }
    await fc.assert(fc.asyncProperty(odd, property), { numRuns: 25, seed: 20_261_124 })
  })
})
