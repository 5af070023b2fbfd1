import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { AuditEvent, AuditType } from '../../server/core/audit.ts'
import { notMeToken } from '../../server/core/notice.ts'
import type { Browser } from '../actors/browser.ts'
import type { Phone } from '../actors/phone.ts'
import { approvedLogin, beginUnbind, bind, linkOf, redeem, signIn, trusted, typeCode } from '../actors/journeys.ts'
import { typeMailed } from '../actors/hands.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { askAsMailClients } from '../actors/mail-owner.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { library, openClient, webmailEnv } from '../actors/webmail.ts'
import { startWorld, type World } from '../actors/world.ts'

const { secret, env } = doorFor('enforce')
let world: World
beforeAll(async () => {
  world = await startWorld({ ...env, ...webmailEnv() })
})
afterAll(() => world.stop())

/** What only an operator's command does: test/flows. */
type OperatorType =
  | 'account.reset'
  | 'account.unlocked'
  | 'account.enrol'
  | 'account.enrol-off'
  | 'account.erased'
  | 'codes.ended'
  | 'keys.rotated'

/** The compiler asks for a line here when a new kind of event is invented; the value says how it ends. */
const types: Record<Exclude<AuditType, OperatorType>, AuditEvent['outcome']> = {
  'login.password': 'ok',
  'login.succeeded': 'ok',
  'login.failed': 'failed',
  'login.refused': 'refused',
  'scan.taken': 'ok',
  'scan.turned-away': 'refused',
  'scan.approved': 'ok',
  'factor.bound': 'ok',
  'factor.changed': 'ok',
  'factor.unbound': 'ok',
  'recovery.made': 'ok',
  'proof.given': 'ok',
  'code.sent': 'ok',
  'device.trusted': 'ok',
  'device.ended': 'ok',
  'device.theft': 'refused',
  'account.frozen': 'ok',
  'change.refused': 'refused',
  'session.ended': 'ok',
  'session.theft': 'refused',
  'app-password.made': 'ok',
  'app-password.ended': 'ok',
  'client.refused': 'refused',
  'client.old': 'refused',
  'client.signed-in': 'ok',
}

/** A backup address is bound, proved with, and another one put in its place. */
async function useMail(browser: Browser) {
  const bound = await browser.call('POST /api/bindings', { input: { kind: 'email' } })
  await typeMailed(world, browser, bound, 'first@example.com')
  await typeMailed(world, browser, await browser.call('POST /api/proof', { input: {} }), 'first@example.com')
  const { methods } = await browser.call('GET /api/bindings')
  const id = methods.find(({ kind }) => kind === 'email')?.binding?.id ?? ''
  const asked = await browser.call('POST /api/bindings/:id/rebind', { params: { id }, input: {} })
  const { challenge } = await typeMailed(world, browser, asked, 'first@example.com')
  await typeMailed(world, browser, challenge!, 'second@example.com')
  await browser.call('POST /api/recovery-codes', { input: {} })
}

/** Two browsers are trusted; of the first one the cookie is stolen. */
async function trustedDevices(browser: Browser, address: string, phone: Phone) {
  const owner = world.browser()
  const [name, text] = await trusted(owner, phone, address)
  for (let uses = 0; uses < 2; uses += 1) await signIn(owner, address)
  world.clock.advance(31_000)
  const thief = world.browser()
  thief.setCookies(new Map([[name, text]]))
  await signIn(thief, address)
  await trusted(world.browser(), phone, address)
  await browser.call('DELETE /api/devices')
}

/** The button of a notice about what happened to this account. */
async function freeze(accountId: string) {
  const [event] = await auditOf(world, accountId)
  const token = notMeToken(world.app.services, { ...event!, id: 'an event' })
  await world.browser().call('POST /api/not-me', { input: { token } })
}

async function deniedLogin(address: string, phone: Phone) {
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  const stranger = world.phone('trail-stranger')
  await stranger.open()
  await codeOf(stranger.scan(linkOf(challenge)))
  await codeOf(typeCode(browser, challenge, '000000'))
  await phone.answer(await phone.scan(linkOf(challenge)), 'report')
}

async function stolenCookie(address: string, phone: Phone) {
  const browser = world.browser()
  const { challenge } = await approvedLogin(browser, phone, address)
  const old = browser.cookies()
  await redeem(browser, challenge)
  await browser.call('GET /api/session')
  world.clock.advance(31_000)
  const thief = world.browser()
  thief.setCookies(old)
  await thief.call('GET /api/session')
}

async function unbindAndLeave(browser: Browser, phone: Phone) {
  await beginUnbind(browser)
  await browser.call('DELETE /api/challenge')
  const challenge = await beginUnbind(browser)
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  await redeem(browser, challenge)
  await browser.call('DELETE /api/session')
}

describe('R10: the trail', () => {
  it('holds every kind of event of an account’s life, each with how it ended', async () => {
    const address = await world.user('life')
    const phone = world.phone('life')
    const browser = world.browser()
    await bind(browser, phone, address)
    await useMail(browser)
    await trustedDevices(browser, address, phone)
    await deniedLogin(address, phone)
    await askAsMailClients(
      mailDoor(() => world.doors, secret),
      { address, browser },
      password,
    )
    await (await openClient(world.url, library)).visit(browser)
    await stolenCookie(address, phone)
    await unbindAndLeave(browser, phone)
    const { _id } = await accountOf(world, address)
    await freeze(_id)
    const trail = await auditOf(world, _id)
    const outcomes = Object.fromEntries(trail.map(({ type, outcome }) => [type, outcome]))
    expect(outcomes).toEqual(types)
    const places = (isClient: boolean) =>
      trail.filter(({ actor }) => (actor === 'client') === isClient).map((event) => event.browser)
    const browser141 = { name: 'Chrome 141', system: 'Windows 10', ip: '127.0.x.x' }
    expect(places(false)).toEqual(places(false).map(() => expect.objectContaining(browser141)))
    const client = { name: 'IMAP', system: '', ip: '202.202.x.x' }
    expect(places(true)).toEqual([expect.objectContaining(client), expect.objectContaining(client)])
  })

  it('says in which session nothing was told yet, until it was: an ended session’s last event too', async () => {
    const address = await world.user('last-word')
    const browser = world.browser()
    await signIn(browser, address)
    await browser.call('DELETE /api/session')
    const { _id } = await accountOf(world, address)
    expect((await auditOf(world, _id)).map(({ type }) => type)).toEqual(['login.succeeded', 'session.ended'])
    expect((await sessionOf(world, address)).outbox).toEqual([])
  })

  it('shows the phone what its own WeChat did, and nobody else’s', async () => {
    const address = await world.user('activity')
    const phone = world.phone('activity')
    const browser = world.browser()
    await bind(browser, phone, address)
    await approvedLogin(world.browser(), phone, address)
    await auditOf(world)
    const { activity } = await phone.call('GET /api/phone/activity')
    expect(activity.map(({ what }) => what)).toEqual(['login.approved', 'wechat.bound'])
    const other = world.phone('activity-other')
    await other.open()
    expect(await other.call('GET /api/phone/activity')).toMatchObject({ activity: [] })
  })
})
