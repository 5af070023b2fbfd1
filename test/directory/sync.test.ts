// directory sync, as it is typed, against a real LDAP server.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { compare, isTooMany } from '../../server/core/directory-sync.ts'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { operate } from '../actors/operator.ts'
import { password } from '../actors/test-database.ts'
import { startLdap, type LdapStandin } from '../standins/ldap/start.ts'

const { secret, env } = doorFor('enforce')
let ldap: LdapStandin
let world: FullWorld
beforeAll(async () => {
  ldap = await startLdap()
  world = await startFullWorld({ ...ldap.environment(), ...env })
}, 30_000)
afterAll(async () => {
  await world.stop()
  await ldap.stop()
})
const door = mailDoor(() => world.doors, secret)

/** Enrolled, with an app password. */
async function person(uid: string) {
  const address = `${uid}@cqu.edu.cn`
  await ldap.add(uid, address, password)
  const browser = world.browser()
  await signInAnew(browser, address)
  await bindWith(browser, handsOf(world, 'totp', uid))
  const input = { name: 'Outlook', protocols: ['imap' as const], life: 'unlimited' as const }
  const made = await browser.call('POST /api/app-passwords', { input })
  return { address, secret: made.password }
}

const sync = (...more: string[]) => operate(world.env, ['directory', 'sync', ...more])

describe('directory sync', () => {
  it('takes an address from its former owner, whose app passwords then open nobody’s mailbox', async () => {
    const [stays, leaves, gone] = [await person('stays'), await person('leaves'), await person('gone')]
    await ldap.remove('leaves')
    await ldap.add('successor', leaves.address, password)
    await ldap.remove('gone')
    const looked = await sync()
    expect([looked.code, looked.answer]).toEqual([
      0,
      [
        expect.stringMatching(`^given away  ${leaves.address}  ldap:`),
        expect.stringMatching(`^not there  ${gone.address}  ldap:`),
        'looked at  3 accounts',
      ],
    ])
    expect((await door.dovecot(leaves.address, leaves.secret)).is).toBe('ok')

    expect((await sync('--apply')).answer.at(-1)).toBe('released  1 addresses')
    expect((await door.dovecot(leaves.address, leaves.secret)).is).toBe('next')
    expect((await door.dovecot(stays.address, stays.secret)).is).toBe('ok')
    expect((await door.dovecot(gone.address, gone.secret)).is).toBe('ok')
    expect(await signInAnew(world.browser(), leaves.address)).toMatchObject({ state: 'signed-in' })
  })

  it('a mailbox renamed in the directory keeps its app passwords, once its owner has signed in', async () => {
    const { address, secret: text } = await person('renamed')
    await ldap.rename('renamed', 'new-name@cqu.edu.cn')
    expect(await signInAnew(world.browser(), 'new-name@cqu.edu.cn')).toMatchObject({ state: 'second-step' })
    expect((await door.dovecot('new-name@cqu.edu.cn', text)).is).toBe('ok')
    expect((await door.dovecot(address, text)).is).toBe('next')
  })

  it('stops when half of the people seem to have become others', async () => {
    const all = Array.from({ length: 2 * limits.syncGivenAtLeast + 2 }, (_, index) => ({
      id: `ldap:${index}`,
      address: `${index}@cqu.edu.cn`,
      bindings: [{ kind: 'totp' }],
      appPasswords: [],
    }))
    const rotation = {
      accounts: async function* () {
        yield all as never
      },
    }
    const find = async (address: string) => ({
      id: address.startsWith('1') ? 'ldap:other' : `ldap:${address.split('@')[0]}`,
      address,
    })
    const needs = { rotation, accounts: world.app.services.accounts, now: world.clock.now }
    const few = await compare(needs, find)
    expect([few.looked, few.given.length, isTooMany(few)]).toEqual([42, 11, false])
    expect(isTooMany(await compare(needs, async (address) => ({ id: 'ldap:another', address })))).toBe(true)
  })
})
