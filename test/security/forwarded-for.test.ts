import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { problemOf } from '../actors/browser.ts'
import { startWorld, type World } from '../actors/world.ts'

let open: World
let proxied: World
beforeAll(async () => {
  ;[open, proxied] = await Promise.all([startWorld(), startWorld({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' })])
})
afterAll(() => Promise.all([open.stop(), proxied.stop()]))

/** A wrong password with this X-Forwarded-For. */
async function fail(world: World, address: string, forwarded: string) {
  const browser = world.browser({ headers: { 'x-forwarded-for': forwarded } })
  return problemOf(await browser.send('POST', '/api/session', { address, password: 'wrong' })).code
}

const failAll = async (world: World, address: string, all: readonly string[]) => {
  const codes = []
  for (const forwarded of all) codes.push(await fail(world, address, forwarded))
  return codes
}

const rests = ['login.wrong', 'login.wrong', 'login.wrong', 'login.wrong', 'login.wrong', 'throttle.wait']
const six = [1, 2, 3, 4, 5, 6]

async function networks(world: World, address: string): Promise<string[]> {
  const rows = await world.database.connection.collection('sessions').find({ address }).toArray()
  return rows.map((row) => row.browser.network)
}

describe('R15: a forged X-Forwarded-For', () => {
  it('changes no counter when no proxy is trusted', async () => {
    const forged = six.map((part) => `198.51.${part}.1`)
    expect(await failAll(open, 'forged@cqu.edu.cn', forged)).toEqual(rests)
  })

  it('before what the trusted proxy wrote changes no counter', async () => {
    const forged = six.map((part) => `198.51.${part}.1, 203.0.113.5`)
    expect(await failAll(proxied, 'behind@cqu.edu.cn', forged)).toEqual(rests)
  })

  it('that is garbage is not believed any further', async () => {
    const forged = six.map((part) => `198.51.${part}.1, nonsense`)
    expect(await failAll(proxied, 'garbage@cqu.edu.cn', forged)).toEqual(rests)
  })

  it('is kept nowhere, while what a trusted proxy saw is', async () => {
    const address = 'seen@cqu.edu.cn'
    await proxied.user('seen')
    const browser = proxied.browser({ headers: { 'x-forwarded-for': '6.6.6.6, 203.0.113.5, 10.2.2.2' } })
    await browser.send('POST', '/api/session', { address, password: 'correct horse battery staple' })
    expect(await networks(proxied, address)).toEqual(['203.0.113.0/24'])
  })
})

describe('behind a trusted proxy', () => {
  it('clients of different networks are counted apart', async () => {
    const others = six.map((part) => `198.51.${part}.1`)
    expect(await failAll(proxied, 'apart@cqu.edu.cn', others)).toEqual(six.map(() => 'login.wrong'))
  })

  it('several trusted hops are one way to the same client', async () => {
    const hops = six.map((part) => `203.0.114.5, 10.0.0.${part}`)
    expect(await failAll(proxied, 'hops@cqu.edu.cn', hops)).toEqual(rests)
  })
})
