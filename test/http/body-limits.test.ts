import { request, type ClientRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** A sign-in from our own page whose body is sent in chunks, without a length. */
function open(headers: Record<string, string> = {}): ClientRequest {
  const own = { 'content-type': 'application/json', origin: world.url }
  return request(`${world.url}/api/session`, { method: 'POST', headers: { ...own, ...headers }, agent: false })
}

const answered = (asked: ClientRequest) =>
  new Promise<{ status: number | undefined; code: string }>((resolve, reject) => {
    asked.once('response', (response) => {
      let text = ''
      response.on('data', (bytes: Buffer) => (text += bytes.toString()))
      response.on('end', () => resolve({ status: response.statusCode, code: JSON.parse(text).code }))
    })
    asked.once('error', reject)
  })

it('R13: a body without a length is refused as soon as it is too large, with an answer and not with a broken connection', async () => {
  const asked = open()
  const answer = answered(asked)
  asked.write('x'.repeat(limits.bodyBytes + 1))
  await expect(answer).resolves.toEqual({ status: 413, code: 'request.too-large' })
  asked.destroy()
})

it('R13: a body of the largest size is read, one byte more is refused', async () => {
  const pad = (bytes: number) => `{"pad":"${'x'.repeat(bytes - 10)}"}`
  const codes = []
  for (const bytes of [limits.bodyBytes, limits.bodyBytes + 1]) {
    const asked = open({ 'content-length': String(bytes) })
    const answer = answered(asked)
    asked.end(pad(bytes))
    codes.push((await answer).code)
  }
  expect(codes).toEqual(['request.invalid', 'request.too-large'])
})

it('R13: a client that goes away in the middle of its body is no fault of ours', async () => {
  const before = world.logs.length
  const asked = open({ 'content-length': '100' })
  asked.on('error', () => undefined)
  asked.write('{"address":')
  await sleep(50)
  asked.destroy()
  await sleep(100)
  expect(
    world.logs.slice(before).filter((line) => line.includes('"internal"') || line.includes('"status":500')),
  ).toEqual([])
})
