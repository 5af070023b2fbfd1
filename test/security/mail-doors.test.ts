// What mail clients may do and may not do to an account (spec §7). P06 and P11 of the faults that other products had.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decideMailSignIn, type MailSignIn } from '../../server/core/mail-sign-in.ts'
import { limits } from '../../shared/limits.ts'
import { mailProtocols } from '../../shared/mail-protocols.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword, plainOwner } from '../actors/mail-owner.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'

const { secret, env } = doorFor('enforce', { MAIL_DOMAINS: 'cqu.edu.cn', NGINX_BACKENDS: 'imap=192.0.2.1:143' })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

const linesFrom = (start: number) => world.logs.slice(start).filter((line) => line.includes('second-step: '))
const textOf = (line: string) => (JSON.parse(line) as { message: string }).message
const typesOf = async (address: string) => {
  const { _id } = await accountOf(world, address)
  return tally((await auditOf(world, _id)).map(({ type }) => type))
}

/** How often the directory was asked while this went on. */
async function directoryCalls(work: () => Promise<unknown>): Promise<number> {
  const { services } = world.app
  const { directory } = services
  let calls = 0
  services.directory = {
    check(...given) {
      calls += 1
      return directory.check(...given)
    },
  }
  await work().finally(() => (services.directory = directory))
  return calls
}

describe('P06 the mailbox password of an account with a factor', () => {
  it('is refused in every protocol at every door, and asked about nowhere', async () => {
    const { address } = await enrolledOwner(world)
    const answers: unknown[] = []
    const calls = await directoryCalls(async () => {
      for (const protocol of [...mailProtocols, 'submission', 'sieve', 'doveadm'])
        answers.push((await door.dovecot(address, password, protocol)).is)
      for (const protocol of mailProtocols) answers.push((await door.nginx(address, password, protocol)).server)
    })
    expect(answers).toEqual([...Array(6).fill('wrong'), ...Array(3).fill(null)])
    expect(calls).toBe(0)
  })

  it('is refused too when the account knows no mark of it', async () => {
    const { address } = await enrolledOwner(world)
    await world.database.connection.collection('accounts').updateOne({ address }, { $set: { passwordMark: null } })
    expect(await directoryCalls(async () => expect((await door.dovecot(address, password)).is).toBe('wrong'))).toBe(0)
  })

  it('is told to its owner once a day, whatever the clients are', async () => {
    const { address, mail } = await enrolledOwner(world)
    const night = () =>
      Promise.all(Array.from({ length: 20 }, (_, at) => door.dovecot(address, password, 'imap', `203.0.${at}.1`)))
    await night()
    await night()
    expect(await typesOf(address)).toMatchObject({ 'client.old': 1 })
    world.clock.advance(limits.oldClientNoticeEvery + 1_000)
    await night()
    expect(await typesOf(address)).toMatchObject({ 'client.old': 2 })
    expect(await typesOf(address)).not.toHaveProperty('client.refused')
    await world.deliver()
    const texts = (await world.smtp.mails(mail.target!)).map(({ text }) => text ?? '')
    expect(texts.filter((text) => text.includes('仍在使用邮箱密码'))).toHaveLength(2)
  })
})

describe('P11 twenty app passwords', () => {
  it('cost one read, as one does', async () => {
    const owner = await plainOwner(world)
    const texts: string[] = []
    for (let count = 0; count < limits.appPasswordsPerAccount; count += 1)
      texts.push((await makePassword(owner, { name: `c${count}` })).password)
    const { services } = world.app
    const read: string[] = []
    const accounts = {
      ...services.accounts,
      byAddress: (at: string) => (read.push(at), services.accounts.byAddress(at)),
    }
    const counters = new Proxy({}, { get: () => () => expect('a counter').toBe('left alone') }) as never
    const asked: MailSignIn = {
      user: owner.address,
      secret: texts.at(-1)!,
      protocol: 'imap',
      ip: '202.202.1.1',
      peer: '202.202.1.1',
    }
    expect(await decideMailSignIn({ ...services, accounts, counters }, asked)).toMatchObject({ is: 'ok' })
    expect(read).toEqual([owner.address])
  })
})

describe('new wrong secrets', () => {
  const guess = (address: string, ip: string, text: string) => door.dovecot(address, text, 'imap', ip)

  it('five from one network rest there: another network does not, nor what is right or was counted already', async () => {
    const owner = await enrolledOwner(world)
    const { address } = owner
    const { password: text } = await makePassword(owner)
    for (let count = 0; count < limits.wrongSecretsBeforeRest; count += 1)
      expect(await guess(address, `203.0.113.${count}`, `wrong ${count}`)).toMatchObject({ is: 'wrong' })
    expect(await guess(address, '203.0.113.200', 'one more')).toMatchObject({ is: 'wait' })
    expect(await guess(address, '203.0.113.200', 'wrong 0')).toMatchObject({ is: 'wrong' })
    expect(await guess(address, '203.0.113.200', text)).toMatchObject({ is: 'ok' })
    expect(await guess(address, '203.0.114.1', 'one more')).toMatchObject({ is: 'wrong' })
    expect(await guess((await enrolledOwner(world)).address, '203.0.113.200', 'one more')).toMatchObject({
      is: 'wrong',
    })
    world.clock.advance(limits.firstRest + 1_000)
    expect(await guess(address, '203.0.113.200', 'one more')).toMatchObject({ is: 'wrong' })
  })

  it('are one line for people and fail2ban each, without an address and a secret; a repeated one is none', async () => {
    const { address } = await enrolledOwner(world)
    const start = world.logs.length
    for (const text of ['typo-one', 'typo-one', 'typo-two', 'typo-one']) await guess(address, '203.0.113.9', text)
    const line = `second-step: auth failed: user=<${address.slice(0, 2)}***${address.split('@')[0]!.slice(-1)}@cqu.edu.cn> client=203.0.113.9 protocol=imap reason=unknown`
    expect(linesFrom(start).map(textOf)).toEqual([line, line])
  })

  it('leave no word in the log, nor do right ones, and users who type a secret in the wrong box', async () => {
    const owner = await enrolledOwner(world)
    const { password: text } = await makePassword(owner)
    const start = world.logs.length
    for (const typed of [text, password, 'a wrong secret', 'x'.repeat(3_000)]) {
      await door.dovecot(owner.address, typed)
      await door.nginx(owner.address, typed)
      await door.dovecot(typed, typed, 'gopher')
      await door.dovecot(typed, typed)
    }
    expect(world.logs.length).toBeGreaterThan(start)
    const log = world.logs.slice(start).join('\n')
    for (const word of [text, password, 'a wrong secret', 'xxxx', secret]) expect(log).not.toContain(word)
  })
})

describe('an app password', () => {
  it('is not made while the account is frozen, however it is asked for', async () => {
    const owner = await plainOwner(world)
    const { accounts } = world.app.services
    const { _id } = await accountOf(world, owner.address)
    const until = new Date(world.clock.now().getTime() + limits.freeze)
    await accounts.change(_id, 0, { freeze: { until, by: 'a notice' } }, [])
    await signInAnew(owner.browser, owner.address)
    expect(await codeOf(makePassword(owner))).toBe('account.frozen')
    const met = (await accounts.byId(_id))!
    const { made } = await makePassword(await plainOwner(world))
    const late = { ...made, mac: 'a mac', networks: [], createdAt: world.clock.now(), until: null, used: null }
    expect(await accounts.addAppPassword(_id, met.rev, late, { id: 'an event' } as never)).toBeNull()
    world.clock.advance(limits.freeze + 1_000)
    await signInAnew(owner.browser, owner.address)
    expect(await codeOf(makePassword(owner))).toBe('ok')
  })

  it('is not made by a browser that met the factors as they were before', async () => {
    const { browser, address, mail } = await enrolledOwner(world)
    const { accounts } = world.app.services
    const { addAppPassword } = accounts
    // The factors change between the moment the request was let in and its write.
    accounts.addAppPassword = async (id, rev, ...rest) => {
      await accounts.change(id, rev, {}, [])
      return addAppPassword(id, rev, ...rest)
    }
    expect(await codeOf(makePassword({ browser }))).toBe('account.changed')
    accounts.addAppPassword = addAppPassword
    expect((await accountOf(world, address)).appPasswords).toEqual([])
    expect(await prove(browser, await browser.call('POST /api/proof', { input: {} }), mail)).toMatchObject({ aal: 2 })
  })
})
