import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { newTicket } from '../../server/core/challenge.ts'
import { createKeys } from '../../server/core/keys.ts'
import { linkOf, redeem, signIn, waiting as waitingIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { rawRequest } from '../actors/raw.ts'
import { sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const waiting = (name: string) => waitingIn(world, name)

const texts = (link: string) => link.split('/w/')[1] ?? ''

describe('Q01: tickets', () => {
  it('are ten thousand different texts of 128 random bits, with nothing in common', () => {
    const keys = createKeys([{ id: 'k', bytes: randomBytes(32) }])
    const now = new Date()
    const tickets = Array.from({ length: 10_000 }, () => {
      const ticket = newTicket(keys, 'challenge', now, null, false)
      return keys.open(['ticket', 'challenge'], ticket.sealed)
    })
    expect(new Set(tickets).size).toBe(10_000)
    expect(tickets.every((text) => Buffer.from(text, 'base64url').length === 16)).toBe(true)
    const firsts = new Map<string, number>()
    for (const text of tickets) firsts.set(text[0]!, (firsts.get(text[0]!) ?? 0) + 1)
    expect(firsts.size).toBe(64)
    expect(Math.max(...firsts.values())).toBeLessThan(300)
  })

  it('are stored only as a mark and sealed: the database holds no text that can be scanned', async () => {
    const { address, challenge } = await waiting('at-rest')
    const session = JSON.stringify(await sessionOf(world, address))
    expect(session).not.toContain(texts(linkOf(challenge)))
  })

  it('that do not exist answer alike, whatever was asked', async () => {
    const { phone } = await waiting('unknown-tickets')
    const asked = ['A'.repeat(22), '-'.repeat(22), randomBytes(16).toString('base64url')]
    const answers = await Promise.all(
      asked.map(async (ticket) => {
        const headers = { authorization: `Bearer ${phone.token()}`, 'content-type': 'application/json' }
        const body = JSON.stringify({ ticket, scene: 1011, platform: 'ios' })
        const { text } = await rawRequest(world.url, { method: 'POST', path: '/api/phone/scans', headers, body })
        return { ...JSON.parse(text), requestId: '' }
      }),
    )
    expect(answers).toEqual(answers.map(() => answers[0]))
    expect(answers[0]).toMatchObject({ code: 'scan.not-found' })
  })
})

describe('Q02: a ticket', () => {
  it('is chosen by the server: a client that brings one is refused', async () => {
    const { browser, challenge } = await waiting('chooser')
    const own = { ticket: 'A'.repeat(22), id: challenge.id }
    const answers = [
      await browser.send('POST', '/api/challenge/renew', { challenge: challenge.id, by: 'click', ...own }),
      await browser.send('POST', '/api/bindings', { kind: 'wechat', ...own }),
      await browser.send('POST', '/api/session', { address: 'a@b.cn', password: 'x', ...own }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('is not read in other letters or encodings', async () => {
    const { phone, challenge } = await waiting('encodings')
    const text = texts(linkOf(challenge))
    const swapped = [...text].map((one) => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase())).join('')
    const scan = (ticket: string) =>
      codeOf(phone.call('POST /api/phone/scans', { input: { ticket, scene: 1011, platform: 'ios' } }))
    expect(await scan(swapped)).toBe('scan.not-found')
    for (const odd of [` ${text}`, `${text}=`, encodeURIComponent(`${text}/`), `${text}\n`])
      expect(await scan(odd)).toBe('request.invalid')
    expect(await scan(text)).toBe('ok')
  })
})

describe('Q04: a scan belongs to the password that was typed before it', () => {
  it('and is void once the password was typed again in that browser', async () => {
    const { address, phone, browser, challenge } = await waiting('again')
    const scanned = await phone.scan(linkOf(challenge))
    const before = browser.cookies()
    await signIn(browser, address)
    expect(await codeOf(phone.answer(scanned, 'approve'))).not.toBe('ok')
    const old = world.browser()
    old.setCookies(before)
    expect(await codeOf(redeem(old, challenge))).toBe('session.ended')
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.replaced')
  })

  it('and is void once another mailbox signed in there', async () => {
    const { phone, browser, challenge } = await waiting('first-mailbox')
    await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
    await signIn(browser, await world.user('other-mailbox'))
    expect(await codeOf(redeem(browser, challenge))).toBe('challenge.none')
    expect(await browser.call('GET /api/session')).toMatchObject({ address: 'other-mailbox@cqu.edu.cn', aal: 1 })
  })

  it('and is void after signing out', async () => {
    const { phone, browser, challenge } = await waiting('signed-out')
    const scanned = await phone.scan(linkOf(challenge))
    const before = browser.cookies()
    await browser.call('DELETE /api/session')
    expect(await codeOf(phone.answer(scanned, 'approve'))).not.toBe('ok')
    browser.setCookies(before)
    expect(await codeOf(redeem(browser, challenge))).toBe('session.ended')
  })
})
