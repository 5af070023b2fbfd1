// Each function of the domain lists its writes in order; here the process dies after each of them, and the person asks again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dieAfter } from '../actors/crash.ts'
import type { Answer } from '../actors/browser.ts'
import { bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

let serial = 0
/** An account that is bound, with the phone that may answer for it. */
async function bound() {
  const name = `writes-${(serial += 1)}`
  const address = await world.user(name)
  const phone = world.phone(name)
  const known = world.browser()
  await bind(known, phone, address)
  return { address, phone, known, browser: world.browser() }
}

/** Does it in a process that dies after its n-th write. @returns what was written until then. */
async function cutOff(n: number, act: () => Promise<Answer | unknown>): Promise<string[]> {
  const doom = dieAfter(world, n)
  await act().catch(() => undefined)
  doom.revive()
  return doom.writes
}

const told = async (address: string, type: string) => {
  const trail = await auditOf(world, (await accountOf(world, address))._id)
  return trail.filter((event) => event.type === type).length
}

describe('signIn dies', () => {
  it('after the session: the browser has no cookie and the person types the password again', async () => {
    const { address, browser } = await bound()
    const body = { address, password }
    const writes = await cutOff(3, () => browser.send('POST', '/api/session', body, true))
    expect(writes).toEqual(['accounts.ensure', 'counters.spend', 'sessions.insert'])
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    expect(await signIn(browser, address)).toMatchObject({ state: 'second-step' })
  })

  it('after making the account: an account without factors, and the person signs in', async () => {
    const address = await world.user('writes-first')
    const browser = world.browser()
    await cutOff(1, () => browser.send('POST', '/api/session', { address, password }, true))
    expect(await accountOf(world, address)).toMatchObject({ bindings: [], rev: 0 })
    expect(await signIn(browser, address)).toMatchObject({ state: 'signed-in' })
  })
})

describe('takeScan and answerScan die', () => {
  it('after the scan: the phone asks again and is shown the same page', async () => {
    const { address, phone, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    expect(await cutOff(1, () => phone.scan(linkOf(challenge)))).toEqual(['sessions.scan'])
    const { scan } = (await sessionOf(world, address)).challenge!
    expect(await phone.scan(linkOf(challenge))).toMatchObject({ scan: scan!.id, status: 'scanned' })
    expect(await told(address, 'scan.taken')).toBe(2)
  })

  it.each(['approve', 'deny'] as const)(
    'after the %s: the phone asks again and is told the same, once',
    async (answer) => {
      const { address, phone, browser } = await bound()
      const { challenge } = await signIn(browser, address)
      const scanned = await phone.scan(linkOf(challenge))
      const writes = await cutOff(1, () => phone.answer(scanned, answer))
      expect(writes).toEqual([answer === 'approve' ? 'sessions.approve' : 'sessions.deny'])
      const status = answer === 'approve' ? 'approved' : 'denied'
      expect(await phone.answer(scanned, answer)).toMatchObject({ status })
      expect(await codeOf(redeem(browser, challenge!))).toBe(answer === 'approve' ? 'ok' : 'challenge.over')
    },
  )

  it('after counting a stranger: the challenge is as it was', async () => {
    const { address, phone, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    const stranger = world.phone('writes-stranger')
    await stranger.open()
    expect(await cutOff(1, () => stranger.scan(linkOf(challenge)))).toEqual(['sessions.countStranger'])
    expect(await codeOf(phone.scan(linkOf(challenge)))).toBe('ok')
  })

  it('after the fifth stranger: the sixth renews the QR that the fifth could not', async () => {
    const { address, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    const stranger = world.phone('writes-stranger')
    await stranger.open()
    const scan = () => codeOf(stranger.scan(linkOf(challenge)))
    for (let count = 0; count < 4; count += 1) await scan()
    expect(await cutOff(1, scan)).toEqual(['sessions.countStranger'])
    await scan()
    expect(await browser.call('GET /api/challenge')).toMatchObject({ tickets: 2 })
  })
})

describe('guess dies', () => {
  it('after the step was spent: it costs one more code', async () => {
    const { address, phone, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    const [code = '', next = ''] = await phone.codes()
    expect(await cutOff(1, () => typeCode(browser, challenge, code))).toEqual(['accounts.consume'])
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step' })
    expect(await codeOf(typeCode(browser, challenge, code))).toBe('code.used')
    expect(await typeCode(browser, challenge, next)).toMatchObject({ state: 'signed-in' })
  })

  it('after the grant: the old cookie is signed in', async () => {
    const { address, phone, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    const code = await phone.code()
    const before = browser.cookies()
    const writes = await cutOff(2, () => typeCode(browser, challenge, code))
    expect(writes).toEqual(['accounts.consume', 'sessions.grant'])
    browser.setCookies(before)
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
    expect(await told(address, 'login.succeeded')).toBe(2)
  })

  it('after a try was spent: it is spent, and counted once', async () => {
    const { address, browser } = await bound()
    const { challenge } = await signIn(browser, address)
    expect(await cutOff(1, () => typeCode(browser, challenge, '000000'))).toEqual(['sessions.spendTry'])
    const { guesses } = (await sessionOf(world, address)).challenge!
    expect(guesses.wechat).toMatchObject({ tries: 1 })
    expect(await told(address, 'login.failed')).toBe(0)
  })
})
