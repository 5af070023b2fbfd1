import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { entriesOf, setStage } from '../actors/entries.ts'
import { bind, redeem, approvedLogin, signIn } from '../actors/journeys.ts'
import { rawRequest } from '../actors/raw.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** What is wrong with a Set-Cookie line; nothing, if it is ours. */
function faultsOf(line: string): string[] {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const set = new Set(attributes.map((attribute) => attribute.toLowerCase()))
  const missing = ['path=/', 'httponly', 'secure', 'samesite=lax'].filter((attribute) => !set.has(attribute))
  const isDomain = attributes.some((attribute) => /^domain=/i.test(attribute))
  return [
    ...(pair.startsWith('__Host-') ? [] : ['no __Host- prefix']),
    ...missing.map((name) => `lacks ${name}`),
    ...(isDomain ? ['has a domain'] : []),
  ].map((fault) => `${line}: ${fault}`)
}

describe('R17: every cookie of every entry of the contract', () => {
  it('is __Host-, HttpOnly, Secure, SameSite=Lax, Path=/, and phones get none', async () => {
    const stage = await setStage(world, 'cookies')
    const lines: string[] = []
    const fromPhone: string[] = []
    for (const { method, path, body, isPhone } of entriesOf(stage)) {
      const own = isPhone ? stage.phone : stage.browser
      for (const headers of [own, { ...own, cookie: '__Host-session=unknown' }]) {
        const type = { 'content-type': 'application/json' }
        const text = body && JSON.stringify(body)
        const answer = await rawRequest(world.url, { method, path, headers: { ...type, ...headers }, body: text })
        const set = answer.headers.getSetCookie()
        if (isPhone) fromPhone.push(...set)
        else lines.push(...set)
      }
    }
    expect(fromPhone).toEqual([])
    expect(lines.flatMap(faultsOf)).toEqual([])
    const names = new Set(lines.map((line) => line.split('=')[0]!.replace(/[0-9a-f]{16}$/, '…')))
    expect(names).toEqual(new Set(['__Host-session', '__Host-browser', '__Host-device-…']))
  })

  it('holds 256 random bits and nothing readable', async () => {
    const address = await world.user('random')
    const browser = world.browser()
    await signIn(browser, address)
    const first = browser.cookies().get('__Host-session') ?? ''
    expect(first).toMatch(/^[\w-]{43}$/)
    await signIn(browser, address)
    expect(browser.cookies().get('__Host-session')).not.toBe(first)
  })
})

describe('the session cookie', () => {
  it('Q18: is another one after the password and another one after the second step', async () => {
    const address = await world.user('fixation')
    const phone = world.phone('fixation')
    await bind(world.browser(), phone, address)
    const browser = world.browser()
    browser.setCookies(new Map([['__Host-session', 'planted-by-somebody-else']]))
    const { challenge } = await approvedLogin(browser, phone, address)
    const first = browser.cookies().get('__Host-session')
    expect(first).not.toBe('planted-by-somebody-else')
    await redeem(browser, challenge)
    expect(browser.cookies().get('__Host-session')).not.toBe(first)
  })

  it('Q17: of a finished scan is given only to the browser that typed the password', async () => {
    const address = await world.user('reverse')
    const phone = world.phone('reverse')
    await bind(world.browser(), phone, address)
    const { challenge } = await approvedLogin(world.browser(), phone, address)
    const victim = world.browser()
    await signIn(victim, await world.user('victim'))
    const answer = await victim.send('POST', '/api/challenge/redeem', { challenge: challenge.id })
    expect(answer.status).toBe(404)
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await victim.call('GET /api/session')).toMatchObject({ address: 'victim@cqu.edu.cn' })
  })

  it('is gone after signing out, for the server too', async () => {
    const browser = world.browser()
    await signIn(browser, await world.user('leaves'))
    const kept = browser.cookies()
    await browser.call('DELETE /api/session')
    expect(browser.cookies().has('__Host-session')).toBe(false)
    browser.setCookies(kept)
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
  })
})
