import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { bind, linkOf, redeem, signIn, waiting as waitingIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const waiting = (name: string) => waitingIn(world, name)

async function stranger(name: string) {
  const phone = world.phone(name)
  await phone.open()
  return phone
}

describe('R3, Q10: a phone that is not bound to the mailbox', () => {
  it('changes nothing in the challenge, is counted, and leaves the owner’s sign-in as it was', async () => {
    const { address, phone, browser, challenge, link } = await waiting('owner')
    const before = (await sessionOf(world, address)).challenge!
    expect(await codeOf((await stranger('passer-by')).scan(link))).toBe('scan.not-bound')
    const { strangers, ticket, ...after } = (await sessionOf(world, address)).challenge!
    const uncounted = { ...after, strangers: strangers - 1, ticket: { ...ticket, strangers: ticket!.strangers - 1 } }
    expect(uncounted).toEqual(before)
    expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending', strangers: 1, tickets: 1 })
    const scanned = await phone.scan(link)
    await phone.answer(scanned, 'approve')
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in' })
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    expect(trail.filter(({ type, outcome }) => type === 'scan.turned-away' && outcome === 'refused')).toHaveLength(1)
  })

  it('after five of them the QR is another one, the old ticket is dead, and the owner goes on', async () => {
    const { phone, browser, challenge, link } = await waiting('crowded')
    for (const index of [1, 2, 3, 4, 5]) {
      expect(await codeOf((await stranger(`crowd-${index}`)).scan(link))).toBe('scan.not-bound')
    }
    const renewed = await browser.call('GET /api/challenge')
    expect(renewed).toMatchObject({
      id: challenge.id,
      status: 'pending',
      strangers: limits.strangerScansPerTicket,
      tickets: 2,
    })
    expect(linkOf(renewed)).not.toBe(link)
    expect(await codeOf((await stranger('crowd-6')).scan(link))).toBe('scan.not-found')
    expect(await codeOf(phone.scan(link))).toBe('scan.not-found')
    await phone.answer(await phone.scan(linkOf(renewed)), 'approve')
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in' })
  })

  it('five at once renew the QR once', async () => {
    const { browser, link } = await waiting('rush')
    const phones = await Promise.all([1, 2, 3, 4, 5].map((index) => stranger(`rush-${index}`)))
    await Promise.all(phones.map((phone) => codeOf(phone.scan(link))))
    expect(await browser.call('GET /api/challenge')).toMatchObject({ strangers: 5, tickets: 2 })
  })

  it('is not even counted at a ticket that has run out', async () => {
    const { browser, link } = await waiting('run-out')
    const late = await stranger('run-out-stranger')
    world.clock.advance(limits.ticketLife + 1_000)
    expect(await codeOf(late.scan(link))).toBe('scan.expired')
    expect(await browser.call('GET /api/challenge')).toMatchObject({ strangers: 0 })
  })

  it('bound to another mailbox is a stranger like any other', async () => {
    const other = await waiting('neighbour')
    const { address, link } = await waiting('target')
    expect(await codeOf(other.phone.scan(link))).toBe('scan.not-bound')
    expect((await sessionOf(world, address)).challenge).toMatchObject({ status: 'pending', scan: null })
  })

  it('cannot unbind either', async () => {
    const address = await world.user('unbinder')
    const browser = world.browser()
    await bind(browser, world.phone('unbinder'), address)
    const { methods } = await browser.call('GET /api/bindings')
    const id = methods.find(({ kind }) => kind === 'wechat')!.binding!.id
    const challenge = await browser.call('POST /api/bindings/:id/unbind', { params: { id }, input: {} })
    expect(await codeOf((await stranger('unbind-stranger')).scan(linkOf(challenge)))).toBe('scan.not-bound')
    expect((await accountOf(world, address)).bindings).toHaveLength(1)
  })
})

describe('Q09: a phone that did not scan', () => {
  it('neither takes the QR over, nor looks at the scan, nor answers it', async () => {
    const { phone, link, browser, challenge } = await waiting('locked')
    const scanned = await phone.scan(link)
    const other = await stranger('second-phone')
    expect(await codeOf(other.scan(link))).toBe('scan.other-phone')
    const params = { scan: scanned.scan }
    expect(await codeOf(other.call('GET /api/phone/scans/:scan', { params }))).toBe('scan.other-phone')
    for (const answer of ['approve', 'deny', 'report'] as const) {
      expect(await codeOf(other.answer(scanned, answer))).toBe('scan.other-phone')
    }
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.not-approved')
    expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'scanned', denial: null })
  })

  it('cannot answer with the code of the phone that did, nor the other way round', async () => {
    const { phone, link } = await waiting('mixed')
    const { scan } = await phone.scan(link)
    const other = await stranger('mixed-other')
    const input = (code: string) => ({ answer: 'approve' as const, purpose: 'login' as const, code })
    const params = { scan }
    const foreign = other.call('POST /api/phone/scans/:scan/answer', { params, input: input(await phone.login()) })
    expect(await codeOf(foreign)).toBe('scan.other-phone')
    const lent = phone.call('POST /api/phone/scans/:scan/answer', { params, input: input(await other.login()) })
    expect(await codeOf(lent)).toBe('scan.other-phone')
  })
})

it('Q20: an approval of one scan is good for no other', async () => {
  const { address, phone, link } = await waiting('replayed')
  await phone.answer(await phone.scan(link), 'approve')
  const again = world.browser()
  const { challenge } = await signIn(again, address)
  expect(await codeOf(redeem(again, challenge!))).toBe('challenge.not-approved')
  expect(await codeOf(phone.scan(link))).toBe('ok')
  expect(await codeOf(redeem(again, challenge!))).toBe('challenge.not-approved')
})
