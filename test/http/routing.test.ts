import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { entriesOf, setStage, type Stage } from '../actors/entries.ts'
import { problemFaults } from '../actors/problem-shape.ts'
import { rawRequest } from '../actors/raw.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let stage: Stage
beforeAll(async () => {
  world = await startWorld()
  stage = await setStage(world, 'routes')
})
afterAll(() => world.stop())

const ask = (method: string, path: string) =>
  rawRequest(world.url, { method, path, headers: { ...stage.browser, ...stage.phone } })

describe('R13: a request for what is not there', () => {
  it.each([
    '/api',
    '/api/',
    '/api/nothing',
    '/api/session/',
    '/api/phone',
    '/w/',
    '/w/a/b',
    '/.env',
    '/openid-trouble.html',
    '/..%2fpackage.json',
    '/%',
    '//evil.example',
  ])('GET %s is request.not-found', async (path) => {
    const answer = await ask('GET', path)
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 404, code: 'request.not-found' })
    expect(problemFaults(answer)).toEqual([])
  })

  it('is not found in other letters, so that one name means one thing', async () => {
    for (const path of ['/API/session', '/Api/Bindings'])
      expect((await ask('GET', path)).code).toBe('request.not-found')
  })

  it('with a wrong method is request.method for every path of the contract', async () => {
    const entries = entriesOf(stage)
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
    for (const path of new Set(entries.map((entry) => entry.path))) {
      const known = entries.filter((entry) => entry.path === path).map(({ method }) => method)
      for (const method of methods.filter((one) => !known.includes(one))) {
        const answer = await ask(method, path)
        expect({ method, path, code: answer.code }).toEqual({ method, path, code: 'request.method' })
        expect(problemFaults(answer)).toEqual([])
      }
    }
  })
})

describe('Q28, Q29, Q14: every answer', () => {
  const paths = [
    '/',
    '/w/abcdefghijklmnopqrstuv',
    '/sign-in',
    '/prove',
    '/sign-out',
    '/index.html',
    '/api/session',
    '/api/bindings',
    '/api/nothing',
    '/openapi.json',
  ]

  it.each(paths)('of %s forbids framing, sniffing, foreign code and referrers', async (path) => {
    const { headers } = await ask('GET', path)
    const policy = headers.get('content-security-policy') ?? ''
    const wanted = [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "script-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
    ]
    expect(wanted.filter((part) => !policy.includes(part))).toEqual([])
    expect(policy).not.toMatch(/unsafe|\*|http:/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull()
  })

  it.each(['/api/session', '/api/bindings', '/api/nothing', '/w/abcdefghijklmnopqrstuv'])(
    'of %s is kept in no cache',
    async (path) => {
      expect((await ask('GET', path)).headers.get('cache-control')).toBe('no-store')
    },
  )

  it('tells browsers to stay with https when the public address is https, and only then', async () => {
    expect((await ask('GET', '/')).headers.get('strict-transport-security')).toBeNull()
    const secure = await startWorld({ PUBLIC_URL: 'https://127.0.0.1' })
    const answer = await rawRequest(secure.url, { method: 'GET', path: '/api/session' })
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=(\d{8,})/)
    await secure.stop()
  })

  it('R2: of a ticket’s page is the same for every text, and looks nothing up', async () => {
    const live = await ask('GET', `/w/${stage.ticket}`)
    const made = await ask('GET', '/w/AAAAAAAAAAAAAAAAAAAAAA')
    expect(live.text).toBe(made.text)
    expect([...live.headers.keys()]).toEqual([...made.headers.keys()])
    expect(live.headers.get('content-length')).toBe(made.headers.get('content-length'))
  })
})
