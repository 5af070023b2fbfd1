import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { BerWriter } from 'ldapts'
import { service } from '../standins/ldap/configuration.ts'
import { startLdap, type LdapStandin } from '../standins/ldap/start.ts'
import { connectLdap, ended, unavailable } from './ldap-fixture.ts'
import { startRelay } from './relay.ts'
import { startScripted, type Scripted } from './scripted.ts'

const password = 'mailbox-password-of-wang'
const wang = 'wang@cqu.edu.cn'
let ldap: LdapStandin
let otherHost: LdapStandin
const stops: (() => unknown)[] = []
const connect = (...given: Parameters<typeof connectLdap>) => {
  const connected = connectLdap(...given)
  stops.push(connected.stop)
  return connected
}
beforeAll(async () => {
  ldap = await startLdap()
  otherHost = await startLdap({ certificateFor: 'ldap.example.org' })
  await ldap.add('wang', wang, password)
})
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})
afterAll(() => Promise.all([ldap.stop(), otherHost.stop()]))

const script = async (hear: Parameters<typeof startScripted>[0]): Promise<Scripted> => {
  const server = await startScripted(hear)
  stops.push(server.stop)
  return server
}

/** LDAPMessage (RFC 4511 §4.1.1) with an LDAPResult. */
function result(messageId: number, operation: number, code: number, text = ''): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeInt(messageId)
  writer.startSequence(operation)
  writer.writeEnumeration(code)
  writer.writeString('')
  writer.writeString(text)
  writer.endSequence()
  writer.endSequence()
  return writer.buffer
}
const [bindResponse, extendedResponse] = [0x61, 0x78]

describe('R14: a connection in TLS', () => {
  it.each([
    ['from the first byte', () => connect(ldap.tlsPort, { isTls: true, ca: ldap.certificate })],
    ['after STARTTLS', () => connect(ldap.port, { mustUpgrade: true, ca: ldap.certificate })],
  ])('%s asks a server whose certificate is trusted', async (_, open) => {
    const { check } = open()
    expect(await check(wang, password)).toMatchObject({ address: wang })
    expect(await check(wang, 'another')).toBeUndefined()
  })

  it.each<[string, keyof typeof servers, Parameters<typeof connectLdap>[1]]>([
    ['whose certificate nobody signed', 'tls', { isTls: true }],
    ['whose certificate nobody signed, after STARTTLS', 'plain', { mustUpgrade: true }],
    ['whose certificate names another host', 'otherTls', { isTls: true, ca: 'other' }],
    ['whose certificate names another host, after STARTTLS', 'otherPlain', { mustUpgrade: true, ca: 'other' }],
    ['that speaks no TLS where it should', 'plain', { isTls: true, ca: 'own' }],
  ])('is not made to a server %s', async (_, name, { ca, ...changes } = {}) => {
    const relay = await startRelay(servers[name]())
    stops.push(relay.stop)
    const trusted = { own: ldap.certificate, other: otherHost.certificate }[ca ?? '']
    const { check } = connect(relay.port, { ...changes, ...(trusted !== undefined && { ca: trusted }) })
    expect((await ended(check(wang, password))).is).toBe(unavailable)
    expect(relay.sent().includes(service.password)).toBe(false)
  })
  const servers = {
    plain: () => ldap.port,
    tls: () => ldap.tlsPort,
    otherPlain: () => otherHost.port,
    otherTls: () => otherHost.tlsPort,
  }

  it.each([
    ['is refused', () => result(1, extendedResponse, 2)],
    ['is answered with something else', () => result(1, bindResponse, 0)],
    ['is answered with garbage', () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['is answered with a megabyte', () => Buffer.concat([Buffer.from('3083100000', 'hex'), Buffer.alloc(1_000_000)])],
  ])('is not given up when STARTTLS %s: nothing is said in the clear', async (_, answer) => {
    const server = await script((socket, bytes) => void (bytes.length > 0 && socket.write(answer())))
    const { check, events } = connect(server.port, { mustUpgrade: true })
    expect((await ended(check(wang, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: expect.stringMatching(/^(answer|starttls)$/) }])
    expect(server.heard()).not.toContain(service.password)
  })

  it('begins with nothing that somebody on the way has said before it', async () => {
    // The beginning of an answer to the bind, whose text would swallow what the server says.
    const injected = result(2, bindResponse, 0, 'x'.repeat(100)).subarray(0, 20)
    const relay = await startRelay(ldap.port, (bytes) => {
      const isAnswer = bytes.includes(extendedResponse) && bytes[0] === 0x30
      return isAnswer ? Buffer.concat([bytes, injected]) : bytes
    })
    stops.push(relay.stop)
    const { check, events } = connect(relay.port, { mustUpgrade: true, ca: ldap.certificate })
    expect((await ended(check(wang, password))).is).toBe(unavailable)
    expect(events).toEqual([{ is: 'unavailable', why: 'answer' }])
  })
})

describe('what a server says to a password', () => {
  /** The service account works by a real server; who binds after it is told this. */
  async function told(code: number, text = '') {
    let isService = true
    const relay = await startRelay(ldap.port, (bytes) => {
      const isBind = bytes[0] === 0x30 && bytes[5] === bindResponse
      if (!isBind) return bytes
      const wasService = isService
      isService = false
      return wasService ? bytes : result(bytes[4]!, bindResponse, code, text)
    })
    stops.push(relay.stop)
    return (await ended(connect(relay.port).check(wang, password))).is
  }
  const ad = (data: string) =>
    `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`

  it.each([
    ['invalidCredentials', 49, ''],
    ...['525', '52e', '530', '531', '532', '533', '701', '773', '775'].map(
      (data) => [`AD ${data}`, 49, ad(data)] as [string, number, string],
    ),
    ['constraintViolation', 19, ''],
    ['noSuchObject', 32, ''],
    ['inappropriateAuthentication', 48, ''],
    ['unwillingToPerform', 53, ''],
  ])('%s (%i) is a wrong password', async (_, code, text) => {
    expect(await told(code, text)).toBe('wrong')
  })

  it.each([
    ['operationsError', 1],
    ['protocolError', 2],
    ['timeLimitExceeded', 3],
    ['strongerAuthRequired', 8],
    ['referral', 10],
    ['adminLimitExceeded', 11],
    ['confidentialityRequired', 13],
    ['saslBindInProgress', 14],
    ['insufficientAccessRights', 50],
    ['busy', 51],
    ['unavailable', 52],
    ['other', 80],
  ])('%s (%i) is an outage', async (_, code) => {
    expect(await told(code)).toBe(unavailable)
  })

  it('success is the right one', async () => {
    expect(await told(0)).toBe('right')
  })
})
