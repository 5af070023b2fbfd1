// Dovecot tells how sign-ins ended: who still uses a mailbox password is known before it is refused.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { signInAnew } from '../actors/journeys.ts'
import { plainOwner, type MailOwner } from '../actors/mail-owner.ts'

const { secret, env } = doorFor('enforce', { MAIL_DOMAINS: 'cqu.edu.cn' })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

describe('Dovecot’s report', () => {
  const report = (login: string, more: object = {}) =>
    door.post('/doors/report', { login, protocol: 'imap', remote: '202.202.96.35', success: true, ...more })
  const clients = async ({ browser }: MailOwner) => (await browser.call('GET /api/app-passwords')).clients

  it('of a sign-in by the mailbox password is shown to its owner, the newest first', async () => {
    const owner = await plainOwner(world)
    expect(await (await report(owner.address)).json()).toEqual({ status: 0, msg: '' })
    while ((await clients(owner)).length < 1);
    world.clock.advance(1_000)
    await report(owner.address.toUpperCase(), { protocol: 'submission', remote: '' })
    while ((await clients(owner)).length < 2);
    expect(await clients(owner)).toMatchObject([
      { protocol: 'smtp', ip: '0.0.x.x' },
      { protocol: 'imap', ip: '202.202.x.x' },
    ])
  })

  it('of a sign-in that failed, or that our own answer let in, is not', async () => {
    const owner = await plainOwner(world)
    await report(owner.address, { success: false })
    await report(owner.address, { how: 'app' })
    // After these: what is shown has been written after them.
    await report(owner.address, { protocol: 'pop3' })
    while ((await clients(owner)).length === 0);
    expect(await clients(owner)).toMatchObject([{ protocol: 'pop3' }])
  })

  it('of one client is written anew every hour at most, and forgotten a month later', async () => {
    const owner = await plainOwner(world)
    await report(owner.address)
    while ((await clients(owner)).length === 0);
    const [first] = await clients(owner)
    world.clock.advance(limits.mailClientEvery - 60_000)
    await report(owner.address)
    await report(owner.address, { protocol: 'pop3' })
    while ((await clients(owner)).length < 2);
    expect(await clients(owner)).toContainEqual(first)
    world.clock.advance(limits.mailClientKept)
    await signInAnew(owner.browser, owner.address)
    expect(await clients(owner)).toEqual([])
  })

  it('that cannot be read is a temporary failure', async () => {
    expect((await door.post('/doors/report', { login: 'x', protocol: 'imap', success: 'yes' })).status).toBe(503)
  })

  it('of a service that is no mail client’s is thanked for, and leaves nothing', async () => {
    const owner = await plainOwner(world)
    expect(await (await report(owner.address, { protocol: 'lmtp' })).json()).toEqual({ status: 0, msg: '' })
    await report(owner.address, { protocol: 'pop3' })
    while ((await clients(owner)).length === 0);
    expect(await clients(owner)).toMatchObject([{ protocol: 'pop3' }])
  })
})
