import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openEvents } from '../actors/event-stream.ts'
import { bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { startTown, type Town } from '../actors/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown(2)
})
afterAll(() => town.stop())

/** A browser of process 0 that waits for a phone of process 1. */
async function waiting(name: string) {
  const address = await town.user(name)
  const phone = town.phone(name, 1)
  await bind(town.browser(1), phone, address)
  const browser = town.browser()
  const { challenge } = await signIn(browser, address)
  const open = () => openEvents(town.servers[0]!.url, browser.cookies())
  return { address, phone, browser, challenge: challenge!, link: linkOf(challenge), open }
}

describe('news of a challenge', () => {
  it('reach the page of one process when the phone is served by another: pending, scanned, approved, redeemed', async () => {
    const { phone, browser, challenge, link, open } = await waiting('walker')
    const events = await open()
    const seen = [await events.next()]
    const scanned = await phone.scan(link)
    seen.push(await events.next())
    await phone.answer(scanned, 'approve')
    seen.push(await events.next())
    await redeem(browser, challenge)
    seen.push(await events.next())
    expect(seen.map((news) => news?.data.status)).toEqual(['pending', 'scanned', 'approved', 'redeemed'])
    expect(seen.every((news) => news?.event === 'challenge')).toBe(true)
    await events.close()
  })

  it('Q13: hold the state and nothing else', async () => {
    const { address, phone, link, open } = await waiting('quiet')
    await phone.scan(link)
    const events = await open()
    const { data } = (await events.next())!
    expect(Object.keys(data).sort()).toEqual(['denial', 'id', 'now', 'status', 'strangers', 'tickets', 'until'])
    const text = JSON.stringify(data)
    for (const secret of [address, link.split('/w/')[1]!, await phone.openid()]) expect(text).not.toContain(secret)
    await events.close()
  })

  it('tell of a stranger, of a refusal, and of the end of the session', async () => {
    const { phone, browser, link, open } = await waiting('teller')
    const events = await open()
    await events.next()
    const stranger = town.phone('teller-stranger', 1)
    expect(await codeOf(stranger.scan(link))).toBe('scan.not-bound')
    expect(await events.next()).toMatchObject({ data: { status: 'pending', strangers: 1 } })
    const scanned = await phone.scan(link)
    await events.next()
    await phone.answer(scanned, 'deny')
    expect(await events.next()).toMatchObject({ data: { status: 'denied', denial: 'refused' } })
    await browser.call('DELETE /api/session')
    expect(await events.next()).toEqual({ event: 'gone', data: {} })
    await events.close()
  })

  it('tell of a session whose time is over, though its challenge is still there', async () => {
    const { address, open } = await waiting('overdue')
    const events = await open()
    await events.next()
    const over = { $set: { expiresAt: new Date() } }
    await town.database.models.sessions.collection.updateOne({ address, aal: 1 }, over)
    expect(await events.next()).toEqual({ event: 'gone', data: {} })
    await events.close()
  })

  it('are told to two pages of a session at most: the oldest is closed', async () => {
    const { open } = await waiting('many-tabs')
    const [first, second, third] = [await open(), await open(), await open()]
    await first.next()
    expect(await first.next()).toBeUndefined()
    expect(await second.next()).toMatchObject({ event: 'challenge' })
    expect(await third.next()).toMatchObject({ event: 'challenge' })
    await Promise.all([second.close(), third.close()])
  })

  it('are kept by no proxy or cache', async () => {
    const { open } = await waiting('headers')
    const { headers, close } = await open()
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-accel-buffering')).toBe('no')
    await close()
  })
})
