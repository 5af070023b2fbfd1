// 不是我操作: one tap on the owner's phone.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { hashPassword } from '../../server/directory/local.ts'
import { createLocalUsers } from '../../server/store/local-users.ts'
import { approvedLogin, beginUnbind, bind, linkOf, redeem, signIn, signInAnew, waiting } from '../actors/journeys.ts'
import { dieAfter } from '../actors/crash.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => world.stop())

const from = (network: string) => world.browser({ headers: { 'x-forwarded-for': `${network}.9` } })

/** A bound account whose password a thief has typed in two browsers of one network, and the owner in one of another. */
async function theft(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const home = from('198.51.100')
  await bind(home, phone, address)
  const thief = from('203.0.113')
  const accomplice = from('203.0.113')
  const owner = from('192.0.2')
  const { challenge } = await signInAnew(thief, address)
  await signInAnew(accomplice, address)
  await signIn(owner, address)
  return { address, phone, home, thief, accomplice, owner, challenge: challenge! }
}

const stateOf = async (browser: ReturnType<typeof from>) => (await browser.call('GET /api/session')).state

describe('不是我操作', () => {
  it('ends that sign-in and every other one of that network that has only the password, and no other', async () => {
    const { phone, home, thief, accomplice, owner, challenge } = await theft('network')
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    expect(await stateOf(thief)).toBe('anonymous')
    expect(await stateOf(accomplice)).toBe('anonymous')
    expect(await stateOf(owner)).toBe('second-step')
    expect(await stateOf(home)).toBe('signed-in')
  })

  it('is in the trail once, however often the phone says it', async () => {
    const { address, phone, challenge } = await theft('told-once')
    const scan = await phone.scan(linkOf(challenge))
    await phone.answer(scan, 'report')
    await phone.answer(scan, 'report')
    const account = await accountOf(world, address)
    expect(account.reports).toHaveLength(1)
    const told = (await auditOf(world, account._id)).filter(({ detail }) => detail === 'reported')
    expect(told).toEqual([expect.objectContaining({ type: 'login.refused', outcome: 'refused', actor: 'phone' })])
  })

  it('asks for another password at each sign-in until one is typed, and then no more', async () => {
    const { address, phone, challenge } = await theft('asked')
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    const signInBy = async (secret: string) => {
      const browser = world.browser()
      const session = await browser.call('POST /api/session', { input: { address, password: secret } })
      const view = await phone.scan(linkOf(session.challenge))
      return redeem(browser, session.challenge!, (await phone.answer(view, 'approve')).number)
    }
    expect(await signInBy(password)).toMatchObject({ passwordReported: true })
    expect(await signInBy(password)).toMatchObject({ passwordReported: true })
    await createLocalUsers(world.database.models).put(address, await hashPassword('another passphrase'))
    expect(await signInBy('another passphrase')).toMatchObject({ passwordReported: false })
  })

  it('stays said of the thief’s session after the password was changed', async () => {
    const { address, phone, accomplice, challenge } = await theft('still-over')
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    await createLocalUsers(world.database.models).put(address, await hashPassword('another passphrase'))
    await world.browser().call('POST /api/session', { input: { address, password: 'another passphrase' } })
    expect(await stateOf(accomplice)).toBe('anonymous')
  })

  it('to an unbind ends the signed-in browser that asked for it', async () => {
    const { phone, home } = await theft('unbind')
    const challenge = await beginUnbind(home)
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    expect(await stateOf(home)).toBe('anonymous')
  })

  it('of a stranger’s phone that was shown a bind says nothing of the account', async () => {
    const address = await world.user('bind-reported')
    const browser = world.browser()
    await signIn(browser, address)
    const challenge = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    const phone = world.phone('bind-reported')
    await phone.answer(await phone.scan(linkOf(challenge)), 'report')
    expect((await accountOf(world, address)).reports).toEqual([])
    const again = { challenge: challenge.id, by: 'click' as const }
    expect(await codeOf(browser.call('POST /api/challenge/renew', { input: again }))).toBe('challenge.over')
    expect(await stateOf(browser)).toBe('signed-in')
  })

  it('that loses the race to the redeem still ends the session that won it', async () => {
    const { address, phone } = await waiting(world, 'late-report')
    const browser = world.browser()
    const { challenge, scanned } = await approvedLogin(browser, phone, address)
    await redeem(browser, challenge)
    expect(await codeOf(phone.answer(scanned, 'report'))).toBe('scan.used')
    expect(await stateOf(browser)).toBe('anonymous')
  })

  it('cut off after the account’s write has ended the sessions, and said again denies the challenge', async () => {
    const { address, phone, thief, challenge } = await theft('cut-off')
    const scan = await phone.scan(linkOf(challenge))
    const doom = dieAfter(world, 1)
    await phone.answer(scan, 'report').catch(() => undefined)
    doom.revive()
    expect(doom.writes).toEqual(['accounts.report'])
    expect(await stateOf(thief)).toBe('anonymous')
    expect(await phone.answer(scan, 'report')).toMatchObject({ status: 'denied' })
    expect((await accountOf(world, address)).reports).toHaveLength(1)
  })
})
