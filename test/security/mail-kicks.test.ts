// What ends at the mail servers when a password ends or a second step begins. P12 of the faults that other products had.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword, plainOwner, type MailOwner } from '../actors/mail-owner.ts'
import { doveadmKey, startDoveadm, type DoveadmStandin } from '../standins/doveadm/start.ts'

let nodes: [DoveadmStandin, DoveadmStandin]
let world: FullWorld
const { secret, env } = doorFor('enforce')
beforeAll(async () => {
  nodes = await Promise.all([startDoveadm(), startDoveadm()])
  const DOVEADM_URLS = nodes.map(({ url }) => url).join(' ')
  world = await startFullWorld({ ...env, DOVEADM_URLS, DOVEADM_KEY: doveadmKey })
})
afterAll(async () => {
  await world.stop()
  await Promise.all(nodes.map((node) => node.stop()))
})
const door = mailDoor(() => world.doors, secret)

const timesAt = (node: DoveadmStandin, { address }: { address: string }) =>
  node.kicked().filter(({ user }) => user === address).length
const times = (owner: { address: string }) => nodes.map((node) => timesAt(node, owner))

/** A round of the relay comes soon. */
const nextRound = async () => {
  await world.browser().call('DELETE /api/session')
  await sleep(limits.relaySoon)
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let round = 0; round < 100 && !(await isSo()); round += 1) await nextRound()
  expect(await isSo()).toBe(true)
}

async function endOne(owner: MailOwner): Promise<void> {
  const { made } = await makePassword(owner)
  await owner.browser.call('DELETE /api/app-passwords/:id', { params: { id: made.id } })
}

/** What came before has been done at these nodes, or will not be: an ending that is asked for later was. */
async function roundAt(...some: DoveadmStandin[]): Promise<void> {
  const other = await plainOwner(world)
  await endOne(other)
  await until(() => some.every((node) => timesAt(node, other) === 1))
}

const unreached = async ({ browser }: MailOwner) => (await browser.call('GET /api/app-passwords')).unreachedSince

describe('P12 an app password that ends', () => {
  it('opens nothing from then on, and every node ends what is open', async () => {
    const owner = await enrolledOwner(world)
    await until(() => times(owner).every((count) => count === 1))
    const { made, password: text } = await makePassword(owner)
    expect(await door.dovecot(owner.address, text)).toMatchObject({ is: 'ok' })
    for (const node of nodes) node.sessions.add(owner.address).add('other@cqu.edu.cn')
    await owner.browser.call('DELETE /api/app-passwords/:id', { params: { id: made.id } })
    expect(await door.dovecot(owner.address, text)).toMatchObject({ is: 'wrong' })
    await until(() => times(owner).every((count) => count === 2))
    expect(nodes.map(({ sessions }) => [...sessions])).toEqual([['other@cqu.edu.cn'], ['other@cqu.edu.cn']])
    await owner.browser.call('DELETE /api/app-passwords/:id', { params: { id: made.id } })
    await roundAt(...nodes)
    expect(times(owner)).toEqual([2, 2])
  })

  it('by its time is told to the nodes at that time', async () => {
    const owner = await plainOwner(world)
    await makePassword(owner, { life: 'quarter' })
    await roundAt(...nodes)
    world.clock.advance(limits.appPasswordQuarter - limits.sessionLife)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([0, 0])
    world.clock.advance(limits.sessionLife)
    await until(() => times(owner).every((count) => count === 1))
  })

  it('is told once, however often its event is carried', async () => {
    const owner = await plainOwner(world)
    await endOne(owner)
    await until(() => times(owner).every((count) => count === 1))
    const { models } = world.database
    const event = (await models.audit.collection.findOne({ type: 'app-password.ended' }, { sort: { at: -1 } }))!
    const { _id, ...rest } = event
    const again = { ...rest, id: String(_id), ending: { address: owner.address, at: [rest['at'] as Date] } }
    await world.app.services.accounts.tell(String(rest['accountId']), [again as never])
    const waits = () => models.accounts.collection.countDocuments({ 'outbox.id': again.id })
    await until(async () => (await waits()) === 0)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([1, 1])
  })
})

describe('the first factor', () => {
  it('ends what is open at once and again when every node has the name; the second factor ends nothing', async () => {
    const owner = await enrolledOwner(world)
    await until(() => times(owner).every((count) => count === 1))
    world.clock.advance(limits.doorNamesKnown - 10_000)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([1, 1])
    world.clock.advance(10_000)
    await until(() => times(owner).every((count) => count === 2))
    await bindWith(owner.browser, handsOf(world, 'sms', 'second'))
    world.clock.advance(limits.doorNamesKnown)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([2, 2])
  })
})

describe('a node that is away', () => {
  const [a, b] = [() => nodes[0], () => nodes[1]]

  it('is told until it has done it, and the page says since when it was not', async () => {
    const owner = await plainOwner(world)
    a().mood('close')
    await endOne(owner)
    await until(() => times(owner).every((count) => count === 1))
    expect(await unreached(owner)).toBeNull()
    const ended = world.clock.now().getTime()
    world.clock.advance(limits.kickLate + limits.kickRetry)
    expect(new Date((await unreached(owner))!).getTime()).toBeLessThanOrEqual(ended)
    await until(() => timesAt(a(), owner) === 2)
    expect(await unreached(owner)).not.toBeNull()
    a().mood('up')
    world.clock.advance(limits.kickRetry)
    await until(async () => (await unreached(owner)) === null)
    expect(times(owner)).toEqual([3, 1])
    world.clock.advance(limits.kickClaim)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([3, 1])
  })

  it('and hangs keeps nothing from another one', async () => {
    const [first, second] = [await plainOwner(world), await plainOwner(world)]
    a().mood('hang')
    await endOne(first)
    await until(() => timesAt(a(), first) === 1)
    const start = performance.now()
    await endOne(second)
    await until(() => timesAt(b(), second) === 1)
    // Its own request still waits.
    expect(performance.now() - start).toBeLessThan(limits.kickTimeout)
    expect(timesAt(a(), second)).toBe(0)
    a().mood('up')
    await until(() => timesAt(a(), second) === 1)
  })

  it('for a day is given up, and is none any more once it is taken out of service', async () => {
    const owner = await plainOwner(world)
    a().mood('close')
    await endOne(owner)
    await until(() => times(owner).every((count) => count === 1))
    const { mailNodes } = world.app.services
    world.clock.advance(limits.kickLate + 1_000)
    expect(await unreached(owner)).not.toBeNull()
    world.app.services.mailNodes = { ...mailNodes, names: [b().url] }
    expect(await unreached(owner)).toBeNull()
    world.app.services.mailNodes = mailNodes
    world.clock.advance(limits.kickGivenUpAfter)
    await until(() => timesAt(a(), owner) === 2)
    a().mood('up')
    world.clock.advance(limits.kickClaim)
    await roundAt(...nodes)
    expect(times(owner)).toEqual([2, 1])
    await signInAnew(owner.browser, owner.address)
    expect(await unreached(owner)).toBeNull()
  })
})
