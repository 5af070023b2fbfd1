import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { entriesOf, setStage, type Entry, type Stage } from '../actors/entries.ts'
import { rawRequest } from '../actors/raw.ts'
import { watchDatabase } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await startWorld()
  stage = await setStage(world, 'csrf')
})
afterAll(() => world.stop())

const json = { 'content-type': 'application/json' }
const changing = () => entriesOf(stage).filter(({ method, isPhone }) => method !== 'GET' && !isPhone)

/** The entry with the victim's cookie, as a browser sends it for a page that is not ours. */
function forge({ method, path, body }: Entry, headers: Record<string, string>, text = JSON.stringify(body ?? {})) {
  const { cookie } = stage.browser as { cookie: string }
  return rawRequest(world.url, { method, path, headers: { cookie, ...json, ...headers }, body: text })
}

/** Sends every entry so. @returns what was answered, and whether anything was changed or any cookie set. */
async function forgeAll(entries: Entry[], headers: Record<string, string>, text?: string) {
  const changed = await watchDatabase(world)
  const codes = new Set<string | undefined>()
  for (const entry of entries) {
    const answer = await forge(entry, headers, text)
    codes.add(`${answer.status} ${answer.code}`)
    expect(answer.headers.getSetCookie()).toEqual([])
  }
  expect(await changed()).toEqual([])
  return [...codes]
}

describe('R17: a request that changes something', () => {
  it.each([
    ['a foreign page', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a page of another sub-domain', { 'sec-fetch-site': 'same-site', origin: 'https://other.cqu.edu.cn' }],
    ['the address bar', { 'sec-fetch-site': 'none' }],
    ['an old browser on a foreign page', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['a sandboxed frame of an old browser', { origin: 'null' }],
    ['nobody knows where', {}],
    ['a page that lies in one header', { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ])('from %s is refused and changes nothing', async (_, headers) => {
    expect(await forgeAll(changing(), headers)).toEqual(['403 request.cross-site'])
  })

  it('from another port or scheme of our host is refused', async () => {
    const { protocol, hostname, port } = new URL(world.url)
    const neighbours = [`${protocol}//${hostname}`, `https://${hostname}:${port}`, `${world.url}.evil.example`]
    for (const origin of neighbours) expect(await forgeAll(changing(), { origin })).toEqual(['403 request.cross-site'])
  })

  it.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/json; charset=gbk',
    '',
  ])('with the content type %p is refused and changes nothing, even from our own page', async (type) => {
    const { origin = '' } = stage.browser
    const withBody = entriesOf(stage).filter(({ body }) => body !== undefined)
    const headers = { origin, 'sec-fetch-site': 'same-origin', ...stage.phone, 'content-type': type }
    expect(await forgeAll(withBody, headers)).toEqual(['415 request.media-type'])
  })

  it('with a compressed body is refused', async () => {
    const { origin = '' } = stage.browser
    const withBody = changing().filter(({ body }) => body !== undefined)
    expect(await forgeAll(withBody, { origin, 'content-encoding': 'gzip' })).toEqual(['415 request.media-type'])
  })

  it('is let through from our own page, with Sec-Fetch-Site or in an old browser with Origin alone', async () => {
    const renew = entriesOf(stage).find(({ key }) => key === 'POST /api/challenge/answer')!
    const { origin = '' } = stage.browser
    const ways: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { origin }]
    for (const headers of ways) expect((await forge(renew, headers)).code).toBe('challenge.replaced')
  })
})

it('R17: no answer carries a CORS header, whatever is asked', async () => {
  for (const { path } of entriesOf(stage)) {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const answers = [
      await rawRequest(world.url, { method: 'OPTIONS', path, headers }),
      await rawRequest(world.url, { method: 'GET', path, headers }),
    ]
    const named = answers
      .flatMap((answer) => [...answer.headers.keys()])
      .filter((name) => name.startsWith('access-control'))
    expect(named).toEqual([])
  }
})
