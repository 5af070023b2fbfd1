import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { problemOf, type Browser } from '../actors/browser.ts'
import { signIn } from '../actors/journeys.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => world.stop())

const second = 1_000

/** A browser in this network of its own. */
const from = (network: string) => world.browser({ headers: { 'x-forwarded-for': `${network}.9` } })

const guess = async (browser: Browser, address: string, secret = 'wrong') =>
  problemOf(await browser.send('POST', '/api/session', { address, password: secret }))

async function guesses(browser: Browser, address: string, count: number) {
  const codes = []
  for (let index = 0; index < count; index += 1) codes.push((await guess(browser, address)).code)
  return codes
}

describe('R5: wrong passwords', () => {
  it('rest after five for 60 s, and then twice as long each time, up to 15 min', async () => {
    const address = await world.user('doubling')
    const browser = from('198.51.1')
    const waits = []
    while (waits.length < 6) {
      expect(tally(await guesses(browser, address, 4))).toEqual({ 'login.wrong': 4 })
      const { retryAt } = await guess(browser, address)
      const wait = new Date(retryAt!).getTime() - world.clock.now().getTime()
      waits.push(Math.round(wait / second))
      expect((await guess(browser, address, 'correct horse battery staple')).code).toBe('throttle.wait')
      world.clock.advance(wait + second)
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900])
    expect(await codeOf(signIn(browser, address))).toBe('ok')
  })

  it('of one network leave every other network alone, and other accounts too', async () => {
    const address = await world.user('victim')
    await guesses(from('198.51.2'), address, 6)
    expect(await codeOf(signIn(from('198.51.2'), address))).toBe('throttle.wait')
    expect(await codeOf(signIn(from('198.51.3'), address))).toBe('ok')
    expect(await codeOf(signIn(from('198.51.2'), await world.user('bystander')))).toBe('ok')
  })

  it('are forgotten by a right one', async () => {
    const address = await world.user('forgetful')
    const browser = from('198.51.4')
    await guesses(browser, address, 4)
    await signIn(browser, address)
    expect(tally(await guesses(browser, address, 4))).toEqual({ 'login.wrong': 4 })
    expect(await codeOf(signIn(browser, address))).toBe('ok')
  })

  it('are counted for one person however the address is written', async () => {
    const address = await world.user('spelling')
    const browser = from('198.51.5')
    const ways = [
      address,
      address.toUpperCase(),
      ` ${address} `,
      address.replace('@', '＠'),
      address.replace('spelling', 'Spelling'),
    ]
    for (const way of ways) await guess(browser, way)
    expect(await codeOf(signIn(browser, address))).toBe('throttle.wait')
  })

  it('for fifty different accounts from one network make that network rest, and no other', async () => {
    const browser = from('198.51.6')
    for (let index = 0; index < limits.networkTriesBeforeRest; index += 1)
      await guess(browser, `spray-${index}@cqu.edu.cn`)
    const address = await world.user('sprayed')
    expect(await codeOf(signIn(browser, address))).toBe('throttle.wait')
    expect(await codeOf(signIn(from('198.51.7'), address))).toBe('ok')
  })

  it('for an address that is only a star count for nobody else', async () => {
    const browser = from('198.51.8')
    for (let index = 0; index < 6; index += 1) await guess(browser, '  *')
    expect(await codeOf(signIn(from('198.51.8'), await world.user('star-neighbour')))).toBe('ok')
  })
})

describe('P16: a hundred wrong passwords in a row from everywhere', () => {
  it('close the door to browsers that never signed in here, and only to these', async () => {
    const address = await world.user('besieged')
    const known = from('203.0.113')
    await signIn(known, address)
    for (let network = 0; network < limits.failuresBeforeKnownOnly / 4; network += 1)
      await guesses(from(`192.0.${network}`), address, 4)
    expect(await codeOf(signIn(from('192.1.1'), address))).toBe('method.known-only')
    expect(await codeOf(signIn(from('203.0.113'), address))).toBe('method.known-only')
    expect(await codeOf(signIn(known, address))).toBe('ok')
    expect(await codeOf(signIn(from('192.1.1'), address))).toBe('ok')
  })

  it('do not make known a browser that shows another one’s mark, or marks of its own making', async () => {
    const address = await world.user('marked')
    const known = from('203.0.114')
    await signIn(known, address)
    for (let network = 0; network < limits.failuresBeforeKnownOnly / 4; network += 1)
      await guesses(from(`192.3.${network}`), address, 4)
    const [id = '', mark = ''] = known.cookies().get('__Host-browser')!.split('~')
    const other = `${id.slice(1)}${id[0] === 'A' ? 'B' : 'A'}`
    for (const cookie of [`${other}~${mark}`, `${id}~${mark.slice(0, -1)}`, `${id}~~`, `${id}`]) {
      const forged = from('192.4.1')
      forged.setCookies(new Map([['__Host-browser', cookie]]))
      expect(await codeOf(signIn(forged, address))).toBe('method.known-only')
    }
  })
})
