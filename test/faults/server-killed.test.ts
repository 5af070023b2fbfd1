import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedBind, approvedLogin, bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { startTown, type Town } from '../actors/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown(1)
})
afterAll(() => town.stop())

async function bound(name: string) {
  const address = await town.user(name)
  const phone = town.phone(name)
  await bind(town.browser(), phone, address)
  return { address, phone, browser: town.browser() }
}

/** kill -9, and another process in its place. */
async function killAndRestart() {
  await town.servers[0]!.kill()
  await town.restart()
}

describe('R11: the server is killed with kill -9', () => {
  it('16: while the QR waits, and it is the same QR to the person who scans it afterwards', async () => {
    const { address, phone, browser } = await bound('pending')
    const { challenge } = await signIn(browser, address)
    await killAndRestart()
    const after = await browser.call('GET /api/challenge')
    expect(linkOf(after)).toBe(linkOf(challenge))
    await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
    expect(await redeem(browser, challenge!)).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('16: between the scan and the approval, and the user finishes without starting again', async () => {
    const { address, phone, browser } = await bound('scan-approve')
    const { challenge } = await signIn(browser, address)
    const scanned = await phone.scan(linkOf(challenge))
    await killAndRestart()
    expect(await browser.call('GET /api/challenge')).toMatchObject({ id: challenge!.id, status: 'scanned' })
    expect(await phone.answer(scanned, 'approve')).toMatchObject({ status: 'approved' })
    expect(await redeem(browser, challenge!)).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('between the approval and the redeem, and the user finishes without starting again', async () => {
    const { address, phone, browser } = await bound('approve-redeem')
    const { challenge } = await approvedLogin(browser, phone, address)
    await killAndRestart()
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('between the approval of a bind and its two digits, which stay the same', async () => {
    const address = await town.user('digits')
    const phone = town.phone('digits')
    const browser = town.browser()
    const { challenge, scanned, number } = await approvedBind(browser, phone, address)
    await killAndRestart()
    expect(await phone.call('GET /api/phone/scans/:scan', { params: { scan: scanned.scan } })).toMatchObject({ number })
    await browser.call('POST /api/challenge/redeem', { input: { challenge: challenge.id, number } })
    expect((await accountOf(town, address)).bindings).toHaveLength(1)
  })

  it.each([0, 4, 12])(
    '%i ms after a redeem was sent, and asking again finds the browser signed in, once',
    async (ms) => {
      const { address, phone, browser } = await bound(`mid-redeem-${ms}`)
      const { challenge } = await approvedLogin(browser, phone, address)
      const cut = browser
        .send('POST', '/api/challenge/redeem', { challenge: challenge.id }, true)
        .catch(() => undefined)
      await sleep(ms)
      await killAndRestart()
      await cut
      const { state } = await browser.call('GET /api/session')
      if (state !== 'signed-in') await redeem(browser, challenge)
      expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: true })
      const { _id } = await accountOf(town, address)
      const told = (await auditOf(town, _id)).filter(
        ({ type, method }) => type === 'login.succeeded' && method === 'scan',
      )
      expect(told).toHaveLength(1)
    },
  )

  it('and a counted failure stays counted', async () => {
    const { address } = await bound('counted')
    const guess = () => codeOf(town.browser().call('POST /api/session', { input: { address, password: 'wrong' } }))
    for (let count = 0; count < 5; count += 1) await guess()
    await killAndRestart()
    expect(await guess()).toBe('throttle.wait')
  })
})

it('SIGTERM ends the server well within its time, though a page listens for news', async () => {
  const { address, browser } = await bound('graceful')
  await signIn(browser, address)
  const cookie = [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
  const events = await fetch(`${town.servers[0]!.url}/api/challenge/events`, { headers: { cookie } })
  expect(events.headers.get('content-type')).toMatch(/^text\/event-stream/)
  const began = performance.now()
  expect(await town.servers[0]!.stop()).toBe(0)
  expect(performance.now() - began).toBeLessThan(5_000)
  await events.body?.cancel()
  await town.restart()
})
