import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, beginChange, bindWith, handsOf, prove, type Hands } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

const deviceName = (browser: Browser) =>
  [...browser.cookies().keys()].find((name) => name.startsWith('__Host-device-'))!

/** A browser with nothing of its own but this device cookie. */
function withCookie(name: string, text: string): Browser {
  const browser = world.browser()
  browser.setCookies(new Map([[name, text]]))
  return browser
}

const wantTrust = (browser: Browser, challenge: { id: string }) =>
  browser.call('POST /api/challenge/trust', { input: { challenge: challenge.id, wanted: true } })

let made = 0

/** An account with an OTP app, and a browser of it that became a trusted device. */
async function trusted(): Promise<{ address: string; browser: Browser; hands: Hands }> {
  const address = await world.user(`trust-${(made += 1)}`)
  const browser = world.browser()
  await signInAnew(browser, address)
  const hands = handsOf(world, 'totp', 'app')
  await bindWith(browser, hands)
  await browser.call('DELETE /api/session')
  await trustAgain(browser, address, hands)
  return { address, browser, hands }
}

async function trustAgain(browser: Browser, address: string, hands: Hands): Promise<void> {
  const { challenge } = await signInAnew(browser, address)
  await wantTrust(browser, challenge!)
  await prove(browser, challenge, hands)
  world.clock.advance(limits.codePeriodSeconds * 1_000)
}

const stateOf = async (browser: Browser, address: string) => (await signInAnew(browser, address)).state

describe('a trusted device', () => {
  it('P04: skips the second step at every sign-in, not only at the next', async () => {
    const { address, browser } = await trusted()
    for (let times = 0; times < 3; times += 1) {
      expect(await signInAnew(browser, address)).toMatchObject({
        state: 'signed-in',
        aal: 2,
        isTrusted: true,
        provedUntil: null,
      })
      await browser.call('DELETE /api/session')
    }
  })

  it('is none without the tick', async () => {
    const { address, hands } = await trusted()
    const other = world.browser()
    await prove(other, (await signInAnew(other, address)).challenge, hands)
    expect(deviceName(other)).toBeUndefined()
    expect(await stateOf(other, address)).toBe('second-step')
  })

  it('is none after a recovery code, whatever was ticked', async () => {
    const { address, browser, hands } = await trusted()
    await signInAnew(browser, address)
    const proof = await browser.call('POST /api/proof', { input: {} })
    await prove(browser, proof, hands)
    const { codes } = await browser.call('POST /api/recovery-codes', { input: {} })
    const other = world.browser()
    const { challenge } = await signInAnew(other, address)
    await wantTrust(other, challenge!)
    expect(await answer(other, challenge!, 'recovery', codes[0]!)).toMatchObject({
      state: 'signed-in',
      provedUntil: null,
    })
    expect(deviceName(other)).toBeUndefined()
  })

  it('belongs to one account only', async () => {
    const { browser } = await trusted()
    const other = await trusted()
    expect(
      await stateOf(withCookie(deviceName(browser), browser.cookies().get(deviceName(browser))!), other.address),
    ).toBe('second-step')
  })

  it('never counts as a proof for a change (R18)', async () => {
    const { address, browser } = await trusted()
    await signInAnew(browser, address)
    const asked = await browser.send('POST', '/api/bindings', { kind: 'email' })
    expect(asked.body).toMatchObject({ code: 'proof.required' })
  })

  it('P05: ends when the mailbox password changes', async () => {
    const { address, browser } = await trusted()
    await world.user(address.split('@')[0]!, 'another-password')
    const input = { address, password: 'another-password' }
    expect(await browser.call('POST /api/session', { input })).toMatchObject({ state: 'second-step' })
    await world.user(address.split('@')[0]!, password)
    expect(await stateOf(browser, address)).toBe('second-step')
  })

  it('P05: ends when a factor is bound, changed or unbound', async () => {
    const { address, browser, hands } = await trusted()
    await signInAnew(browser, address)
    await prove(browser, await browser.call('POST /api/proof', { input: {} }), hands)
    world.clock.advance(limits.codePeriodSeconds * 1_000)
    const mail = handsOf(world, 'email', 'backup')
    await bindWith(browser, mail)
    expect(await browser.call('GET /api/devices')).toMatchObject({ devices: [] })
    expect(await stateOf(browser, address)).toBe('second-step')

    await trustAgain(browser, address, hands)
    const { challenge } = await prove(browser, await beginChange(browser, 'rebind', 'totp'), hands)
    await handsOf(world, 'totp', 'next').fill(browser, challenge!)
    expect(await stateOf(browser, address)).toBe('second-step')
  })

  it('ends after its 30 days, however often it was used, and whether or not the last answer arrived', async () => {
    const { address, browser } = await trusted()
    const unanswered = withCookie(deviceName(browser), browser.cookies().get(deviceName(browser))!)
    world.clock.advance(limits.trustLife - 60_000)
    expect(await stateOf(browser, address)).toBe('signed-in')
    world.clock.advance(61_000)
    expect(await stateOf(unanswered, address)).toBe('second-step')
    expect(await stateOf(browser, address)).toBe('second-step')
  })

  it('gets the same next token again when the answer that carried it was lost', async () => {
    const { address, browser } = await trusted()
    const name = deviceName(browser)
    const old = browser.cookies().get(name)!
    await signInAnew(withCookie(name, old), address)
    const again = withCookie(name, old)
    expect(await stateOf(again, address)).toBe('signed-in')
    expect(await stateOf(again, address)).toBe('signed-in')
  })

  it('Q26: ends when a token that was used up comes back, and tells its owner', async () => {
    const { address, browser } = await trusted()
    const name = deviceName(browser)
    const stolen = browser.cookies().get(name)!
    await signInAnew(browser, address)
    await signInAnew(browser, address)
    world.clock.advance(limits.replacedTokenGrace + 1_000)
    expect(await stateOf(withCookie(name, stolen), address)).toBe('second-step')
    expect(await stateOf(browser, address)).toBe('second-step')
    await world.deliver()
    const subjects = (await world.smtp.mails(address)).map(({ text }) => text ?? '')
    expect(subjects.at(-1)).toContain('可能已被盗用')
  })

  it('Q26: of two stolen copies at once one gets in and the other is asked, or both hold the same next token', async () => {
    const { address, browser } = await trusted()
    const name = deviceName(browser)
    const copies = [1, 2].map(() => withCookie(name, browser.cookies().get(name)!))
    await Promise.all(copies.map((copy) => signInAnew(copy, address)))
    const next = new Set(copies.map((copy) => copy.cookies().get(name)))
    expect(next.size).toBe(1)
  })

  it('is listed with browser, place and times, and ends one by one or all at once', async () => {
    const { address, browser, hands } = await trusted()
    const second = world.browser()
    await trustAgain(second, address, hands)
    const { devices, most } = await browser
      .call('DELETE /api/session')
      .then(() => signInAnew(browser, address))
      .then(() => browser.call('GET /api/devices'))
    expect(most).toBe(limits.devicesPerAccount)
    expect(devices.map(({ isThis }) => isThis).sort()).toEqual([false, true])
    const other = devices.find(({ isThis }) => !isThis)!
    expect(other.browser).toMatchObject({ name: 'Chrome 141', system: 'Windows 10' })
    const left = await browser.call('DELETE /api/devices/:id', { params: { id: other.id } })
    expect(left.devices).toHaveLength(1)
    expect(await stateOf(second, address)).toBe('second-step')
    await browser.call('DELETE /api/devices')
    expect(await stateOf(browser, address)).toBe('second-step')
  })

  it('is one of ten at most: the one that was used longest ago makes room', async () => {
    const { address, hands } = await trusted()
    const first = world.browser()
    for (let at = 0; at <= limits.devicesPerAccount; at += 1)
      await trustAgain(at === 0 ? first : world.browser(), address, hands)
    expect(await stateOf(first, address)).toBe('second-step')
  }, 60_000)
})
