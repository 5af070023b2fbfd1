import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { auditEvent } from '../../server/core/audit.ts'
import { relayOutboxes, startRelay, type Relayed } from '../../server/core/relay.ts'
import { limits } from '../../shared/limits.ts'
import { createAudit, createOutboxes } from '../../server/store/audit.ts'
import { createMailSessions } from '../../server/store/mail-sessions.ts'
import { createNotices } from '../../server/store/notices.ts'
import { approvedBind, signIn } from '../actors/journeys.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('the relay', () => {
  const parts = (): Relayed => {
    const { models } = world.database
    return {
      outboxes: createOutboxes(models),
      audit: createAudit(models),
      notices: createNotices(models),
      mailSessions: createMailSessions(models),
      mailNodes: [],
      leavers: { ...world.app.services, loggedOutClients: [] },
    }
  }

  it('killed between the append and the telling repeats the append, which changes nothing', async () => {
    const address = await world.user('relayed')
    await approvedBind(world.browser(), world.phone('relayed'), address)
    const whole = parts()
    const outboxes = { ...whole.outboxes, told: () => Promise.reject(new Error('killed')) }
    await expect(relayOutboxes({ ...whole, outboxes })).rejects.toThrow('killed')
    await relayOutboxes(whole)
    const { _id } = await accountOf(world, address)
    const trail = await auditOf(world, _id)
    expect(trail.map(({ type }) => type).sort()).toEqual(['login.succeeded', 'scan.approved', 'scan.taken'])
    expect(await relayOutboxes(whole)).toBe(0)
  })

  it('that is asked again and again does not put its round off', async () => {
    let rounds = 0
    const pending = async () => ((rounds += 1), [])
    const whole = parts()
    const outboxes = { ...whole.outboxes, pending }
    const relay = startRelay({ ...whole, outboxes }, [async () => {}], () => {})
    for (const end = Date.now() + 4 * limits.relaySoon; Date.now() < end; await sleep(limits.relaySoon / 10))
      relay.soon()
    await relay.stop()
    expect(rounds).toBeGreaterThanOrEqual(2)
  })

  it('run by five processes at once carries each event once', async () => {
    const address = await world.user('five-relays')
    await Promise.all([1, 2, 3].map(() => signIn(world.browser(), address)))
    await Promise.all([1, 2, 3, 4, 5].map(() => relayOutboxes(parts())))
    const { _id } = await accountOf(world, address)
    expect(await auditOf(world, _id)).toHaveLength(3)
  })

  it('appends what is new though some of it is there already', async () => {
    const { audit } = parts()
    const events = ['a', 'b', 'c'].map((detail) =>
      auditEvent(new Date(), {
        type: 'session.ended',
        outcome: 'ok',
        accountId: 'relay-append',
        actor: 'system',
        detail,
      }),
    )
    const appended = []
    for (const some of [events.slice(1, 2), events, events]) appended.push(await audit.append(some))
    // Each one is given to whom it was new.
    expect(appended.map((all) => all.map(({ detail }) => detail))).toEqual([['b'], ['a', 'c'], []])
    expect((await auditOf(world, 'relay-append')).map(({ detail }) => detail).sort()).toEqual(['a', 'b', 'c'])
  })
})
