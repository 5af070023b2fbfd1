import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, bindWith, handsOf, prove, send, type Hands } from '../actors/hands.ts'
import { signInAnew, type Challenge } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'

const networks = 50
const triesEach = 20
const kinds = ['sms', 'email', 'totp'] as const satisfies FactorKind[]

let world: FullWorld
let address: string
let owner: Browser
let hands: Hands[]
const from = (network: string) => world.browser({ headers: { 'x-forwarded-for': network } })

beforeAll(async () => {
  world = await startFullWorld({ TRUSTED_PROXIES: '127.0.0.1' })
  address = await world.user('victim')
  owner = from('202.202.1.1')
  await signInAnew(owner, address)
  hands = kinds.map((kind) => handsOf(world, kind, 'victim'))
  for (const one of hands) await bindWith(owner, one)
  await owner.call('DELETE /api/session')
})
afterAll(() => world.stop())

/** Signs in with the right password, asks for every message it can get, and types what comes to its mind. */
async function tryFrom(network: string): Promise<Challenge> {
  const browser = from(network)
  const { challenge } = await signInAnew(browser, address)
  for (let tries = 0; tries < triesEach; tries += 1) {
    const kind = kinds[tries % kinds.length]!
    await codeOf(send(browser, challenge!, kind))
    await codeOf(answer(browser, challenge!, kind, String(100_000 + tries)))
  }
  return challenge!
}

describe('the thief with the right password, 1,000 tries from 50 networks', () => {
  let seen: Challenge[]
  let sentBefore: number
  beforeAll(async () => {
    sentBefore = (await world.sms.sent()).length
    const all = Array.from({ length: networks }, (_, at) => `101.1.${at}.7`)
    seen = []
    for (let at = 0; at < all.length; at += 5) seen.push(...(await Promise.all(all.slice(at, at + 5).map(tryFrom))))
  }, 180_000)

  it('gets no more than half of the messages of an hour, the owner the rest', async () => {
    const codes = (await world.sms.sent()).slice(sentBefore).filter(({ template }) => template === 'code')
    expect(codes.length).toBeGreaterThan(0)
    expect(codes.length).toBeLessThanOrEqual(limits.sendsPerHour / 2)
  })

  it('does not lock the owner out of a known browser, by any factor (P16)', async () => {
    for (const one of hands) {
      const { challenge } = await signInAnew(owner, address)
      expect(await prove(owner, challenge, one)).toMatchObject({ state: 'signed-in', aal: 2 })
      await owner.call('DELETE /api/session')
    }
  })

  it('learns which ways there are and their masks, and nothing more', () => {
    const shown = JSON.stringify(seen)
    for (const { target } of hands) expect(shown).not.toContain(target ?? 'no target')
    const masks = seen[0]!.prompts.map((prompt) => (prompt.shape === 'code' ? prompt.sentTo : null))
    expect(masks).toEqual([
      null,
      expect.stringMatching(/^\d{3}\*{4}\d{4}$/),
      expect.stringMatching(/^vi\*{3}.@163\.com$/),
    ])
  })

  it('is told of once, not a thousand times', async () => {
    await world.deliver()
    const told = (await world.smtp.mails(address)).filter(({ text }) => text?.includes('二次验证多次失败'))
    expect(told).toHaveLength(1)
  })
})
