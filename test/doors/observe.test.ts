// Roll-out: what the doors would refuse is told, and refused to nobody.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword, plainOwner } from '../actors/mail-owner.ts'
import { password } from '../actors/test-database.ts'

const { secret, env } = doorFor('observe', { MAIL_DOMAINS: 'cqu.edu.cn', NGINX_BACKENDS: 'imap=192.0.2.1:143' })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

/** What this question is answered, and what the log says of it. */
async function askedWith(user: string, typed: string, protocol = 'imap') {
  const start = world.logs.length
  const { status, is } = await door.dovecot(user, typed, protocol)
  const told = world.logs
    .slice(start)
    .flatMap((line) => /second-step: (.*) user=.* reason=([\w-]+)/.exec(line)?.slice(1) ?? [])
  return { status, is, told }
}
const wouldRefuse = (reason: string) => ({ status: 200, is: 'next', told: ['would refuse:', reason] })

describe('in observe mode', () => {
  it('an enrolled user’s mailbox password is left to the site, in every protocol, and the log says what is to come', async () => {
    const { address } = await enrolledOwner(world)
    for (const protocol of ['imap', 'pop3', 'smtp', 'submission', 'sieve'])
      expect(await askedWith(address, password, protocol)).toEqual(wouldRefuse('mailbox-password'))
  })

  it('each reason is told, and refuses nobody', async () => {
    const owner = await enrolledOwner(world)
    const { password: imapOnly } = await makePassword(owner, { protocols: ['imap'], life: 'quarter' })
    expect(await askedWith(owner.address, imapOnly, 'pop3')).toEqual(wouldRefuse('protocol'))
    for (let count = 0; count < limits.wrongSecretsBeforeRest; count += 1)
      expect(await askedWith(owner.address, `wrong ${count}`)).toEqual(wouldRefuse('unknown'))
    expect(await askedWith(owner.address, 'wrong 0')).toEqual(wouldRefuse('unknown'))
    expect(await askedWith(owner.address, 'one more')).toEqual(wouldRefuse('wait'))
    world.clock.advance(limits.appPasswordQuarter)
    expect(await askedWith(owner.address, imapOnly)).toEqual(wouldRefuse('expired'))
  })

  it('an app password is taken, and of who has no factor nothing is told', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    expect(await askedWith(owner.address, text)).toEqual({ status: 200, is: 'ok', told: [] })
    const { address } = await plainOwner(world)
    expect(await askedWith(address, 'anything')).toEqual({ status: 200, is: 'next', told: [] })
    expect(await askedWith('nobody@cqu.edu.cn', 'anything')).toEqual({ status: 200, is: 'next', told: [] })
  })

  it('nginx leads an enrolled user on by the mailbox password, which the directory has checked', async () => {
    const { address } = await enrolledOwner(world)
    expect(await door.nginx(address, password)).toMatchObject({ status: 'OK', user: address })
    expect(await door.nginx(address, `${password}x`)).toMatchObject({ server: null })
  })
})
