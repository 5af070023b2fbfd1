import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Purpose } from '../../shared/factors.ts'
import { beginUnbind, bind, linkOf, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const purposes = ['login', 'bind', 'unbind'] as const
const all: readonly Purpose[] = [...purposes, 'rebind']
const others = purposes.flatMap((begun) => all.filter((said) => said !== begun).map((said) => [begun, said] as const))
let serial = 0

/** A browser whose challenge of this purpose was scanned by the phone that may answer it. */
async function scannedFor(purpose: (typeof purposes)[number]) {
  const name = `purpose-${(serial += 1)}`
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  if (purpose === 'bind') await signIn(browser, address)
  else await bind(browser, phone, address)
  const challenge = {
    login: async () => (await signIn(browser, address)).challenge!,
    bind: () => browser.call('POST /api/bindings', { input: { kind: 'wechat' } }),
    unbind: () => beginUnbind(browser),
  }[purpose]
  const begun = await challenge()
  return { address, phone, browser, challenge: begun, scanned: await phone.scan(linkOf(begun)) }
}

describe('Q11: an approval given for one purpose', () => {
  it.each(others)('%s is not confirmed by an approval of %s', async (begun, said) => {
    const { address, phone, browser, challenge, scanned } = await scannedFor(begun)
    expect(scanned.purpose).toBe(begun)
    for (const answer of ['approve', 'deny', 'report'] as const) {
      expect(await codeOf(phone.answer({ ...scanned, purpose: said }, answer))).toBe('scan.purpose')
    }
    expect((await sessionOf(world, address)).challenge).toMatchObject({ status: 'scanned', denial: null })
    const input = { challenge: challenge.id, number: '10' }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('challenge.not-approved')
  })

  it('is dead once the browser has begun something else', async () => {
    const { address, phone, browser, challenge, scanned } = await scannedFor('unbind')
    await phone.answer(scanned, 'approve')
    const { methods } = await browser.call('GET /api/bindings')
    expect(methods.find(({ kind }) => kind === 'wechat')!.binding).not.toBeNull()
    await beginUnbind(browser)
    const input = { challenge: challenge.id }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('challenge.replaced')
    expect(await codeOf(phone.answer(scanned, 'approve'))).toBe('scan.not-found')
    expect((await accountOf(world, address)).bindings).toHaveLength(1)
  })
})

describe('Q25: the six digits', () => {
  it.each(['bind', 'unbind'] as const)('do not answer a challenge of purpose %s', async (purpose) => {
    const { phone, browser, challenge } = await scannedFor(purpose)
    const code = purpose === 'bind' ? '123456' : await phone.code()
    expect(await codeOf(typeCode(browser, challenge, code))).toBe('method.not-offered')
  })
})

describe('P07, Q22: unbinding', () => {
  it('is not begun by a browser that has only the password', async () => {
    const { address, phone } = await scannedFor('login')
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    const { bindings } = await accountOf(world, address)
    const params = { id: bindings[0]!.id }
    expect(await codeOf(browser.call('POST /api/bindings/:id/unbind', { params, input: {} }))).toBe(
      'second-step.required',
    )
    expect(await codeOf(browser.call('POST /api/bindings', { input: { kind: 'wechat' } }))).toBe('second-step.required')
    expect(await codeOf(browser.call('GET /api/bindings'))).toBe('second-step.required')
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('ok')
  })

  it('of a binding of another account finds nothing', async () => {
    const victim = await scannedFor('unbind')
    const { browser } = await scannedFor('unbind')
    const params = { id: (await accountOf(world, victim.address)).bindings[0]!.id }
    expect(await codeOf(browser.call('POST /api/bindings/:id/unbind', { params, input: {} }))).toBe('binding.none')
  })

  it('Q23: the proof of a sign-in, however fresh, is not the proof of an unbind', async () => {
    const { address, browser, challenge } = await scannedFor('unbind')
    const input = { challenge: challenge.id }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('challenge.not-approved')
    expect((await accountOf(world, address)).bindings).toHaveLength(1)
  })

  it('R18: leaves the time of the last proof as it was', async () => {
    const { address, phone, browser, challenge, scanned } = await scannedFor('unbind')
    const { provedAt } = await sessionOf(world, address)
    await phone.answer(scanned, 'approve')
    await browser.call('POST /api/challenge/redeem', { input: { challenge: challenge.id } })
    expect((await sessionOf(world, address)).provedAt).toEqual(provedAt)
  })
})
