import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { startLdap, type LdapStandin } from '../standins/ldap/start.ts'
import { connectLdap, ended, unavailable } from './ldap-fixture.ts'
import { startRelay, type Relay } from './relay.ts'

const password = 'mailbox-password-of-li'
const li = 'li@cqu.edu.cn'
let ldap: LdapStandin
let relay: Relay
const stops: (() => void)[] = []
const connect = (...given: Parameters<typeof connectLdap>) => {
  const connected = connectLdap(...given)
  stops.push(connected.stop)
  return connected
}
beforeAll(async () => {
  ldap = await startLdap()
  relay = await startRelay(ldap.port)
  await ldap.add('li', li, password)
  for (const uid of ['twin-1', 'twin-2']) await ldap.add(uid, 'twin@cqu.edu.cn', password)
})
afterEach(() => stops.splice(0).forEach((stop) => stop()))
afterAll(async () => {
  await relay.stop()
  await ldap.stop()
})

describe('a password at an LDAP server', () => {
  it('that is right brings the entry’s id, which is not its address', async () => {
    const user = await connect(ldap.port).check(li, password)
    expect(user).toEqual({ id: expect.stringMatching(/^ldap:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), address: li })
  })

  it.each([
    ['that is wrong', li, 'another'],
    ['of nobody', 'nobody@cqu.edu.cn', password],
    ['of two entries', 'twin@cqu.edu.cn', password],
    ['that is empty', li, ''],
    ['of everybody', '*', password],
    ['of a part of an address', 'li*', password],
    ['behind another filter', '*)(uid=li', password],
    ['behind a backslash', '\\6ci@cqu.edu.cn', password],
    ['behind a NUL, which the directory does not see', 'li@cqu.edu.cn\0', password],
    ['around a control character', 'l\x01i@cqu.edu.cn', password],
    ['of a replacement pattern', '$&', password],
  ])('%s lets nobody in', async (_, address, typed) => {
    const { check, events } = connect(ldap.port)
    expect(await check(address, typed)).toBeUndefined()
    expect(events).toEqual([])
  })

  it('of an address with characters that filters know is found by all of them', async () => {
    const odd = 'o(d)d*\\@cqu.edu.cn'
    await ldap.add('张(三)*\\', odd, password)
    expect(await connect(ldap.port).check(odd, password)).toMatchObject({ address: odd })
    const places = [{ attribute: 'cn', before: '' }]
    const { check } = connect(ldap.port, { filter: { text: '(&(objectClass=person)(cn={address}))', places } })
    expect(await check('张(三)*\\', password)).toMatchObject({ address: odd })
    expect(await check('张*', password)).toBeUndefined()
  })

  it('of several addresses leads to one and the same', async () => {
    await ldap.add('many', ['z@cqu.edu.cn', 'B@cqu.edu.cn', 'a.many@cqu.edu.cn'], password)
    const { check } = connect(ldap.port)
    expect(await check('z@cqu.edu.cn', password)).toMatchObject({ address: 'a.many@cqu.edu.cn' })
    expect(await check('b@cqu.edu.cn', password)).toMatchObject({ address: 'a.many@cqu.edu.cn' })
  })

  it('brings a binary id of Active Directory in its usual form', async () => {
    const objectGUID = Buffer.from('00112233445566778899aabbccddeeff', 'hex')
    await ldap.add('ad', 'ad@cqu.edu.cn', password, { objectGUID })
    for (const id of ['objectGUID', 'objectguid'])
      expect(await connect(ldap.port, { id }).check('ad@cqu.edu.cn', password)).toMatchObject({
        id: 'ldap:33221100-5544-7766-8899-aabbccddeeff',
      })
  })

  it.each([
    ['its id', { id: 'employeeNumber' }, 'id'],
    ['its address', { address: 'labeledURI' }, 'address'],
  ])('of an entry that does not show %s is no answer', async (_, changes, why) => {
    const { check, events } = connect(ldap.port, changes)
    expect((await ended(check(li, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why }])
  })
})

describe('R9: an address that nobody has', () => {
  it('costs the same questions as a wrong password', async () => {
    const { check } = connect(relay.port)
    await check(li, 'another')
    const before = relay.visits()
    await check(li, 'another')
    const known = relay.visits() - before
    await check('nobody@cqu.edu.cn', 'another')
    expect([known, relay.visits() - before - known]).toEqual([1, 1])
  })
})

describe('the service account', () => {
  it('that is refused is an outage, and no wrong password', async () => {
    const { check, events } = connect(ldap.port, { bindPassword: 'another' })
    expect((await ended(check(li, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: '49' }])
  })

  it('keeps its connection for the next question', async () => {
    const { check } = connect(relay.port)
    await check(li, password)
    const before = relay.visits()
    for (let times = 0; times < 3; times += 1) await check(li, password)
    expect(relay.visits() - before).toBe(3)
  })

  it('whose connection was cut gets another one, and nobody notices', async () => {
    const { check, events } = connect(relay.port)
    await check(li, password)
    relay.cut()
    expect(await check(li, password)).toMatchObject({ address: li })
    expect(events).toEqual([])
  })

  it('whose connection is dead without saying so gets another one in time', async () => {
    const half = await startRelay(ldap.port)
    const { check } = connect(half.port)
    await check(li, password)
    half.freezeOpen()
    const { is, ms } = await ended(check(li, password))
    await half.stop()
    expect(is).toBe('right')
    expect(ms).toBeLessThan(4_500)
  })
})

describe('R12: a server that', () => {
  it('hangs is unavailable within five seconds', async () => {
    const frozen = await startRelay(ldap.port)
    frozen.freeze()
    const { check, events } = connect(frozen.port)
    const { is, ms } = await ended(check(li, password))
    await frozen.stop()
    expect(is).toBe(unavailable)
    expect(ms).toBeLessThan(5_000)
    expect(events).toEqual([{ is: 'unavailable', why: 'timeout' }])
  })

  it('is not there is unavailable', async () => {
    const gone = await startRelay(ldap.port)
    await gone.stop()
    const { check, events } = connect(gone.port)
    expect((await ended(check(li, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: 'ECONNREFUSED' }])
  })
})
