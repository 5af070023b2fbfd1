// Dovecot's cache, for sites that want it: a deleted password lives on in it for its TTL at most, whatever is down.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { until } from '../mail-servers/until.ts'
import { endPassword, makeOwner, makePassword, type Owner } from './owner.ts'

const ttl = 1
let house: MailHouse
let owner: Owner
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: {}, cacheTtl: 60 })
  owner = await makeOwner(house.world, 'owner', true)
  await house.settle()
}, 60_000)
afterAll(() => house.stop())

const signIn = ({ ways }: Dovecot, secret: string) => tryPassword(ways.IMAP, owner.address, secret)
const questions = () => house.doors.asked().filter((path) => path === '/doors/dovecot').length

describe('with the cache of Dovecot on', () => {
  it('a right password is asked about once, and a wrong one between spoils nothing', async () => {
    const [node] = house.nodes as [Dovecot]
    const first = await makePassword(owner.browser)
    const second = await makePassword(owner.browser)
    questions()
    const told: string[] = []
    for (const secret of [first.secret, first.secret, 'a wrong one', second.secret, first.secret])
      told.push(await signIn(node, secret))
    expect(told).toEqual(['in', 'in', 'wrong', 'in', 'in'])
    expect(questions()).toBe(3)
  })

  it('P12 a deleted password is refused as soon as the node was told', async () => {
    const [node] = house.nodes as [Dovecot]
    const { id, secret } = await makePassword(owner.browser)
    expect([await signIn(node, secret), await signIn(node, secret)]).toEqual(['in', 'in'])
    await endPassword(owner.browser, id)
    await until(
      async () => (await signIn(node, secret)) === 'wrong',
      () => node.log(),
    )
  })

  it('P12 a deleted password that the node was not told of lives for the TTL', async () => {
    const node = await house.addDovecot({ cacheTtl: ttl })
    const { id, secret } = await makePassword(owner.browser)
    expect(await signIn(node, secret)).toBe('in')
    await endPassword(owner.browser, id)
    await sleep((ttl + 1) * 1_000)
    expect(await signIn(node, secret)).toBe('wrong')
  })

  it('P12 nor does it outlive our outage, in which Dovecot would go on with what it knew', async () => {
    const node = await house.addDovecot({ cacheTtl: ttl })
    const { id, secret } = await makePassword(owner.browser)
    await node.fetchNames()
    expect(await signIn(node, secret)).toBe('in')
    await endPassword(owner.browser, id)
    await house.doors.is('stopped')
    await sleep((ttl + 1) * 1_000)
    // What the timer's next run is for.
    expect(await signIn(node, secret)).toBe('in')
    node.ageNames(31)
    expect((await node.fetchNames()).code).toBe(1)
    expect(await signIn(node, secret)).toBe('later')
    await house.doors.is('up')
  })
})
