import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEvent, type AuditEvent, type AuditType } from '../../server/core/audit.ts'
import { relayOutboxes, startRelay } from '../../server/core/relay.ts'
import { limits } from '../../shared/limits.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import { approvedBind, approvedLogin, beginUnbind, bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** The compiler asks for a line here when a new kind of event is invented; the value says how it ends. */
const types: Record<AuditType, AuditEvent['outcome']> = {
  'login.password': 'ok',
  'login.succeeded': 'ok',
  'login.failed': 'failed',
  'login.refused': 'refused',
  'scan.taken': 'ok',
  'scan.turned-away': 'refused',
  'scan.approved': 'ok',
  'factor.bound': 'ok',
  'factor.unbound': 'ok',
  'change.refused': 'refused',
  'session.ended': 'ok',
  'session.theft': 'refused',
}

async function deniedLogin(address: string, phone: ReturnType<World['phone']>) {
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  const stranger = world.phone('trail-stranger')
  await stranger.open()
  await codeOf(stranger.scan(linkOf(challenge)))
  await codeOf(typeCode(browser, challenge, '000000'))
  await phone.answer(await phone.scan(linkOf(challenge)), 'report')
}

async function stolenCookie(address: string, phone: ReturnType<World['phone']>) {
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

async function unbindAndLeave(browser: ReturnType<World['browser']>, phone: ReturnType<World['phone']>) {
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
    await deniedLogin(address, phone)
    await stolenCookie(address, phone)
    await unbindAndLeave(browser, phone)
    const trail = await auditOf(world, (await accountOf(world, address))._id)
    const outcomes = Object.fromEntries(trail.map(({ type, outcome }) => [type, outcome]))
    expect(outcomes).toEqual(types)
    const places = trail.map((event) => event.browser)
    expect(places).toEqual(
      places.map(() => expect.objectContaining({ name: 'Chrome 141', system: 'Windows 10', ip: '127.0.x.x' })),
    )
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

describe('the relay', () => {
  const parts = () => [createOutboxes(world.database.models), createAudit(world.database.models)] as const

  it('killed between the append and the telling repeats the append, which changes nothing', async () => {
    const address = await world.user('relayed')
    await approvedBind(world.browser(), world.phone('relayed'), address)
    const [outboxes, audit] = parts()
    const deaf = { ...outboxes, told: () => Promise.reject(new Error('killed')) }
    await expect(relayOutboxes(deaf, audit)).rejects.toThrow('killed')
    await relayOutboxes(outboxes, audit)
    const { _id } = await accountOf(world, address)
    const trail = await auditOf(world, _id)
    expect(trail.map(({ type }) => type).sort()).toEqual(['login.succeeded', 'scan.approved', 'scan.taken'])
    expect(await relayOutboxes(outboxes, audit)).toBe(0)
  })

  it('that is asked again and again does not put its round off', async () => {
    let rounds = 0
    const pending = async () => ((rounds += 1), [])
    const [outboxes, audit] = parts()
    const relay = startRelay({ ...outboxes, pending }, audit, () => {})
    for (const end = Date.now() + 4 * limits.relaySoon; Date.now() < end; await sleep(limits.relaySoon / 10))
      relay.soon()
    await relay.stop()
    expect(rounds).toBeGreaterThanOrEqual(2)
  })

  it('run by five processes at once carries each event once', async () => {
    const address = await world.user('five-relays')
    await Promise.all([1, 2, 3].map(() => signIn(world.browser(), address)))
    await Promise.all([1, 2, 3, 4, 5].map(() => relayOutboxes(...parts())))
    const { _id } = await accountOf(world, address)
    expect(await auditOf(world, _id)).toHaveLength(3)
  })

  it('appends what is new though some of it is there already', async () => {
    const [, audit] = parts()
    const events = ['a', 'b', 'c'].map((detail) =>
      auditEvent(new Date(), {
        type: 'session.ended',
        outcome: 'ok',
        accountId: 'relay-append',
        actor: 'system',
        detail,
      }),
    )
    await audit.append(events.slice(1, 2))
    await audit.append(events)
    await audit.append(events)
    expect((await auditOf(world, 'relay-append')).map(({ detail }) => detail).sort()).toEqual(['a', 'b', 'c'])
  })
})
