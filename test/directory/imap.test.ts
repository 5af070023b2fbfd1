import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { connectImap } from './imap-fixture.ts'
import { ended, unavailable } from './ldap-fixture.ts'
import { startDovecot, type Dovecot } from './dovecot.ts'
import { startRelay } from './relay.ts'

const users = {
  'zhou@cqu.edu.cn': 'mailbox-password-of-zhou',
  'wu@stu.cqu.edu.cn': '密码 "with" \\ {everything} of wu',
  'zheng@example.org': 'mailbox-password-of-zheng',
  zhou: 'mailbox-password-of-zhou',
}
const zhou = 'zhou@cqu.edu.cn'
const [password, odd] = [users[zhou], users['wu@stu.cqu.edu.cn']]
let dovecot: Dovecot
beforeAll(async () => {
  dovecot = await startDovecot(users)
}, 30_000)
afterAll(() => dovecot.stop())

describe('a password at an IMAP server', () => {
  it('that is right brings an id that the same address always has, and that does not show it', async () => {
    const { check } = connectImap(dovecot.port)
    const user = await check(zhou, password)
    expect(user).toEqual({ id: expect.stringMatching(/^imap:[0-9a-f]{64}$/), address: zhou })
    expect(await check(zhou, password)).toEqual(user)
    expect((await check('wu@stu.cqu.edu.cn', odd))?.id).not.toBe(user?.id)
  })

  it.each([
    ['that is wrong', zhou, 'another'],
    ['of nobody', 'nobody@cqu.edu.cn', password],
    ['that holds a NUL', zhou, `${password}\0`],
    ['of a mailbox without its domain', 'zhou', password],
    ['of a domain that is not ours', 'zheng@example.org', users['zheng@example.org']],
    ['of a mailbox with a tag', 'zhou+tag@cqu.edu.cn', password],
    ['of a master user', 'zhou*master@cqu.edu.cn', password],
    ['of two addresses', `${zhou}@cqu.edu.cn`, password],
    ['with a line of its own', `zhou\r\na1 OK@cqu.edu.cn`, password],
  ])('%s lets nobody in', async (_, address, typed) => {
    const { check, events } = connectImap(dovecot.port)
    expect(await check(address, typed)).toBeUndefined()
    expect(events).toEqual([])
  })

  it('travels in TLS, from the first byte or after STARTTLS', async () => {
    const ca = dovecot.certificate
    for (const { check } of [
      connectImap(dovecot.tlsPort, { isTls: true, ca }),
      connectImap(dovecot.port, { mustUpgrade: true, ca }),
    ]) {
      expect(await check(zhou, password)).toMatchObject({ address: zhou })
      expect(await check(zhou, 'another')).toBeUndefined()
    }
  })

  it.each([
    ['from the first byte', () => dovecot.tlsPort, { isTls: true }],
    ['after STARTTLS', () => dovecot.port, { mustUpgrade: true }],
  ])('does not travel to a server whose certificate nobody signed, %s', async (_, port, changes) => {
    const { check, events } = connectImap(port(), changes)
    expect((await ended(check(zhou, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: 'DEPTH_ZERO_SELF_SIGNED_CERT' }])
  })

  it('that is right is not slowed by those who guess from elsewhere', async () => {
    const { check } = connectImap(dovecot.port)
    const guess = (n: number) => ended(check(zhou, `guess-${n}`, '198.51.100.7'))
    await Promise.all(Array.from({ length: 8 }, (_, n) => guess(n)))
    // Else it would have to wait for a quarter of a minute.
    expect((await ended(check(zhou, password))).is).toBe('right')
    expect(dovecot.log()).toMatch(/rip=198\.51\.100\.7/)
  })
})

describe('R12: an IMAP server that', () => {
  it('hangs is unavailable within five seconds', async () => {
    const frozen = await startRelay(dovecot.port)
    frozen.freeze()
    const { check, events } = connectImap(frozen.port)
    const { is, ms } = await ended(check(zhou, password))
    await frozen.stop()
    expect(is).toBe(unavailable)
    expect(ms).toBeLessThan(5_000)
    expect(events).toEqual([{ is: 'unavailable', why: 'timeout' }])
  })

  it('is not there is unavailable', async () => {
    const gone = await startRelay(dovecot.port)
    await gone.stop()
    const { check, events } = connectImap(gone.port)
    expect((await ended(check(zhou, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: 'ECONNREFUSED' }])
  })
})

describe('the question before the first one', () => {
  it('is refused by a healthy server', async () => {
    const { prove, events } = connectImap(dovecot.port)
    await prove()
    expect(events).toEqual([])
    expect(dovecot.log()).toMatch(/\(canary-[0-9a-f]{32}\.[0-9a-f]{16}@cqu/)
  })
})
