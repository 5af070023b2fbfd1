// An old phone that goes on with its old password (spec §7). P13 of the faults that other products had.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decideMailSignIn, type MailSignIn } from '../../server/core/mail-sign-in.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword } from '../actors/mail-owner.ts'
import { tally } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'

const { secret, env } = doorFor('enforce')
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

describe('P13 a client with an old password', () => {
  it('repeats it 10,000 times: counted once, and the right one never waits, from the same network either', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    const asked: MailSignIn = {
      user: owner.address,
      secret: 'the old one',
      protocol: 'imap',
      ip: '203.0.113.9',
      peer: '203.0.113.9',
    }
    let left = 10_000
    const verdicts: Record<string, number> = {}
    const client = async () => {
      for (; left > 0; left -= 1) {
        const { is } = await decideMailSignIn(world.app.services, asked)
        verdicts[is] = (verdicts[is] ?? 0) + 1
      }
    }
    await Promise.all(Array.from({ length: 8 }, client))
    expect(Object.keys(verdicts)).toEqual(['wrong'])
    expect(verdicts['wrong']).toBeGreaterThanOrEqual(10_000)
    const { _id } = await accountOf(world, owner.address)
    const trail = await auditOf(world, _id)
    expect(tally(trail.map(({ type }) => type))).toMatchObject({ 'client.refused': 1 })
    expect(await door.dovecot(owner.address, text, 'imap', '203.0.113.9')).toMatchObject({ is: 'ok' })
    const { state } = await signInAnew(world.browser(), owner.address)
    expect(state).toBe('second-step')
  }, 180_000)
})
