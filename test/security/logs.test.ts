import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedBind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { rawRequest } from '../actors/raw.ts'
import { auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** Walks every way of a user, right and wrong. @returns every secret and full name that was used on the way. */
async function walk(name: string): Promise<Record<string, string>> {
  const address = await world.user(name)
  const phone = world.phone(name)
  const { refresh, token } = await phone.open()
  const main = world.browser()
  const { challenge, number } = await approvedBind(main, phone, address)
  const atBind = main.cookies().get('__Host-session')!
  await main.call('POST /api/challenge/redeem', { input: { challenge: challenge.id, number } })
  await phone.call('POST /api/phone/session/renew', { input: { refresh } })
  const browser = world.browser()
  const login = await signIn(browser, address)
  const link = linkOf(login.challenge)
  const ticket = link.split('/w/')[1]!
  await rawRequest(world.url, { method: 'GET', path: `/w/${ticket}` })
  await rawRequest(world.url, {
    method: 'GET',
    path: `/api/nothing/${ticket}?password=${encodeURIComponent(password)}`,
  })
  const scanned = await phone.scan(link)
  const spent = await phone.login()
  const params = { scan: scanned.scan }
  const approve = { answer: 'approve' as const, purpose: 'login' as const, code: spent }
  const { number: shown } = await phone.call('POST /api/phone/scans/:scan/answer', { params, input: approve })
  await codeOf(phone.call('POST /api/phone/scans/:scan/answer', { params, input: approve }))
  await redeem(browser, login.challenge!, shown)
  const typist = world.browser()
  const other = await signIn(typist, address)
  const code = await phone.code()
  await codeOf(typeCode(typist, other.challenge, '000000'))
  await typeCode(typist, other.challenge, code)
  const wrongPassword = 'a wrong but private password'
  await codeOf(world.browser().call('POST /api/session', { input: { address, password: wrongPassword } }))
  await codeOf(world.browser().call('POST /api/session', { input: { address: password, password: 'x' } }))
  await world.wechat.control.fault({ kind: 'notJson', times: 1 })
  await codeOf(world.phone(name).open())
  const cookies = {
    atBind,
    session: browser.cookies().get('__Host-session')!,
    known: browser.cookies().get('__Host-browser')!,
  }
  const openid = await phone.openid()
  return {
    password,
    wrongPassword,
    address,
    refresh,
    token,
    ticket,
    spent,
    code,
    openid,
    ...cookies,
    secret: world.wechat.secret,
  }
}

describe('Q14, R8: after every way that a user can go', () => {
  let used: Record<string, string>
  beforeAll(async () => {
    used = await walk('chatty')
  })

  it('no log line holds a password, code, token, ticket, cookie, openid, secret or whole address', () => {
    expect(world.logs.length).toBeGreaterThan(20)
    const all = world.logs.join('\n')
    expect(Object.entries(used).filter(([, text]) => all.includes(text))).toEqual([])
  })

  it('P10: a password that was typed into the address box is kept nowhere', async () => {
    const { connection } = world.database
    for (const { name } of await connection.db!.listCollections().toArray()) {
      const rows = JSON.stringify(await connection.collection(name).find().toArray())
      expect({ name, isKept: rows.includes(password) }).toEqual({ name, isKept: false })
    }
  })

  it('R7: the database holds no secret in the clear', async () => {
    const { connection } = world.database
    const { address: _address, ...secrets } = used
    for (const { name } of await connection.db!.listCollections().toArray()) {
      const rows = JSON.stringify(await connection.collection(name).find().toArray())
      const found = Object.entries(secrets).filter(([, text]) => rows.includes(text))
      expect({ name, found: name === 'counters' ? found.filter(([key]) => key !== 'password') : found }).toEqual({
        name,
        found: [],
      })
    }
  })

  it('R8: no ticket, token or code is in the query of a URL of ours', () => {
    expect(world.logs.join('\n')).not.toContain('?')
  })

  it('R10: the trail tells who, what, when, from where and how it ended, with no secret in it', async () => {
    const trail = await auditOf(world)
    const text = JSON.stringify(trail)
    expect(text).not.toContain(used.address)
    expect(Object.entries(used).filter(([, secret]) => text.includes(secret))).toEqual([])
    for (const event of trail) {
      expect(event).toMatchObject({
        at: expect.any(Date),
        type: expect.any(String),
        outcome: expect.any(String),
        actor: expect.any(String),
      })
      expect(event.browser?.ip).toBe('127.0.x.x')
    }
  })
})
