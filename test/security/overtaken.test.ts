// One write comes between another request's read and its write: the later one is decided on what is no longer so.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedLogin, beginUnbind, bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf, sessionOf } from '../actors/records.ts'
import { holdBack, readTogether } from '../actors/rendezvous.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

async function bound(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  return { address, phone, browser }
}

async function unbind({ browser, phone }: Awaited<ReturnType<typeof bound>>) {
  const challenge = await beginUnbind(browser)
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  return redeem(browser, challenge)
}

describe('while the factor is unbound', () => {
  it('a scan that is being redeemed ends in no session', async () => {
    const owner = await bound('redeemed-late')
    const late = world.browser()
    const { challenge } = await approvedLogin(late, owner.phone, owner.address)
    const lateId = (await sessionOf(world, owner.address))._id
    const go = holdBack(
      world.app.services.sessions,
      'grant',
      (target) => (target as unknown as { sessionId: string }).sessionId === lateId,
    )
    const redeemed = codeOf(redeem(late, challenge))
    await unbind(owner)
    go()
    await redeemed
    expect(await codeOf(late.call('GET /api/bindings'))).toMatch(/^session\./)
  })

  it('a code that is being typed is not taken', async () => {
    const owner = await bound('typed-late')
    const late = world.browser()
    const { challenge } = await signIn(late, owner.address)
    const code = await owner.phone.code()
    const go = holdBack(world.app.services.accounts, 'consume')
    const typed = codeOf(typeCode(late, challenge, code))
    await unbind(owner)
    go()
    expect(await typed).not.toBe('ok')
    expect(await codeOf(late.call('GET /api/bindings'))).toMatch(/^session\./)
  })

  it('another unbind of it, approved as well, changes nothing', async () => {
    const owner = await bound('twice-unbound')
    const second = world.browser()
    const { challenge } = await approvedLogin(second, owner.phone, owner.address)
    await redeem(second, challenge)
    const begun = await beginUnbind(second)
    await owner.phone.answer(await owner.phone.scan(linkOf(begun)), 'approve')
    const go = holdBack(world.app.services.accounts, 'change', (_, rev) => Number(rev) === 1)
    const late = codeOf(redeem(second, begun))
    const first = codeOf(unbind(owner))
    await new Promise((resolve) => setTimeout(resolve, 300))
    go()
    expect(tally(await Promise.all([late, first])).ok).toBe(1)
    expect(await accountOf(world, owner.address)).toMatchObject({ bindings: [], rev: 2 })
  })
})

describe('once another WeChat is bound in its place', () => {
  /** What a rebind leaves behind; there is none yet that could be walked to. */
  async function rebound(address: string, name: string) {
    const other = await bound(name)
    const { bindings } = await accountOf(world, other.address)
    await world.database.connection.collection('accounts').updateOne({ address }, { $set: { bindings } })
  }

  it('the one that scanned cannot approve', async () => {
    const owner = await bound('scanned-then-gone')
    const browser = world.browser()
    const { challenge } = await signIn(browser, owner.address)
    const scanned = await owner.phone.scan(linkOf(challenge))
    await rebound(owner.address, 'rebound-1')
    expect(await codeOf(owner.phone.answer(scanned, 'approve'))).toBe('scan.not-bound')
    expect((await sessionOf(world, owner.address)).challenge).toMatchObject({ status: 'scanned' })
  })

  it('what it has approved cannot be redeemed', async () => {
    const owner = await bound('approved-then-gone')
    const browser = world.browser()
    const { challenge } = await approvedLogin(browser, owner.phone, owner.address)
    await rebound(owner.address, 'rebound-2')
    expect(await codeOf(redeem(browser, challenge))).toBe('scan.not-bound')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step', aal: 1 })
  })
})

describe('at the same moment', () => {
  it('five first sign-ins of one mailbox make one account, and all succeed', async () => {
    const address = await world.user('newborn')
    const apart = readTogether(world.app.services.accounts, 'byAddress', 5)
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(signIn(world.browser(), address))))
    apart()
    expect(tally(codes)).toEqual({ ok: 5 })
    expect(await world.database.connection.collection('accounts').countDocuments({ address })).toBe(1)
  })

  it('five sign-ins of one phone make one row, and all succeed', async () => {
    const phone = world.phone('eager')
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(phone.open())))
    expect(tally(codes)).toEqual({ ok: 5 })
    const mark = world.app.services.keys.mac('binding', 'wechat', await phone.openid())
    expect(await world.database.connection.collection('phones').countDocuments({ mark })).toBe(1)
  })

  it('a renewal of the QR and a scan of it: the phone has it, or the page has another', async () => {
    const owner = await bound('renewed-under')
    const browser = world.browser()
    const { challenge } = await signIn(browser, owner.address)
    const input = { challenge: challenge!.id, by: 'timer' as const }
    const [scan, renewed] = await Promise.all([
      codeOf(owner.phone.scan(linkOf(challenge))),
      browser.call('POST /api/challenge/renew', { input }),
    ])
    const { status, tickets } = await browser.call('GET /api/challenge')
    const isScanned = scan === 'ok'
    expect({ status, tickets }).toEqual(
      isScanned ? { status: 'scanned', tickets: 1 } : { status: 'pending', tickets: 2 },
    )
    expect(renewed.id).toBe(challenge!.id)
  })
})

describe('after the phone said', () => {
  it('refuse, the browser may try again with a new QR', async () => {
    const { address, phone } = await bound('refused')
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    await phone.answer(await phone.scan(linkOf(challenge)), 'deny')
    const again = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge!.id, by: 'click' } })
    await phone.answer(await phone.scan(linkOf(again)), 'approve')
    expect(await redeem(browser, again)).toMatchObject({ state: 'signed-in' })
  })

  it('Q19: it was not me, that sign-in is over: no new QR and no code', async () => {
    const { address, phone } = await bound('reported')
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    const renewal = browser.call('POST /api/challenge/renew', { input: { challenge: challenge!.id, by: 'click' } })
    expect(await codeOf(renewal)).toBe('session.ended')
    expect(await codeOf(typeCode(browser, challenge, await phone.code()))).toBe('session.ended')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
  })
})
