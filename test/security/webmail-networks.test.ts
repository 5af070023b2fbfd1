// What a webmail's network may ask for, and what it leaves (spec §7). P06 of the faults that other products had.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { makePassword, plainOwner } from '../actors/mail-owner.ts'
import { webmailHost } from '../actors/openid-client.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { until } from '../mail-servers/until.ts'
import { elsewhere, openWebmailStage, type WebmailStage } from './webmail-stage.ts'

let stage: WebmailStage
beforeAll(async () => {
  stage = await openWebmailStage()
})
afterAll(() => stage.world.stop())

/** Everything that a refused secret could have left. */
async function traces(address: string) {
  const { connection, models } = stage.world.database
  const { _id } = await accountOf(stage.world, address)
  const counters = await connection.collection('counters').find().sort({ _id: 1 }).toArray()
  return {
    counters,
    trail: await auditOf(stage.world, _id),
    clients: await models.mailClients.countDocuments({ address }),
  }
}

describe('a wrong token', () => {
  const wrong = (digit: number) => `wm_${String(digit).repeat(43)}`

  it('is refused in observe mode, too: it is nobody’s mailbox password', async () => {
    const owner = await stage.visitor()
    const asked = [
      { secret: wrong(1) },
      { secret: owner.token, peer: elsewhere },
      { secret: owner.token, protocol: 'pop3' },
    ] as const
    for (const one of asked)
      expect(await stage.decide({ user: owner.address, ...one }, 'observe')).toMatchObject({ is: 'wrong' })
    expect(await stage.decide({ user: owner.address, secret: owner.token }, 'observe')).toMatchObject({ is: 'ok' })
  })

  it('leaves nothing behind however often and from where it is tried, and locks nobody out', async () => {
    const owner = await stage.visitor()
    const { password: text } = await makePassword(owner)
    const before = await traces(owner.address)
    const lines = stage.world.logs.filter((line) => line.includes('second-step: ')).length
    const tries = Array.from({ length: 10 }, (_, at) =>
      [webmailHost, elsewhere].map((peer) => stage.ask(owner, wrong(at), 'imap', peer)),
    )
    expect(new Set(await Promise.all(tries.flat()))).toEqual(new Set(['wrong']))
    expect(await traces(owner.address)).toEqual(before)
    expect(stage.world.logs.filter((line) => line.includes('second-step: '))).toHaveLength(lines)
    expect(await stage.ask(owner, owner.token)).toBe('ok')
    expect(await stage.door.dovecot(owner.address, text, 'imap', elsewhere)).toMatchObject({ is: 'ok' })
  })
})

describe('P06 from a webmail’s network, with a second step', () => {
  it('nothing but a token is taken: no app password, no mailbox password, no guess; and none of them leaves anything', async () => {
    const owner = await stage.owner()
    const { password: text } = await makePassword(owner)
    const before = await traces(owner.address)
    for (const secret of [text, password, 'a guess']) {
      expect(await stage.ask(owner, secret)).toBe('wrong')
      expect(await stage.decide({ user: owner.address, secret })).toMatchObject({
        is: 'wrong',
        why: 'webmail',
        isNew: false,
      })
      expect(await stage.decide({ user: owner.address, secret }, 'observe')).toMatchObject({
        is: 'next',
        wouldBe: 'webmail',
      })
    }
    expect(await traces(owner.address)).toEqual(before)
    expect(await stage.door.dovecot(owner.address, text, 'imap', webmailHost, elsewhere)).toMatchObject({ is: 'ok' })
  })

  it('its owner is not told that a client goes on with the mailbox password', async () => {
    const owner = await stage.owner()
    await stage.ask(owner, password)
    await stage.world.deliver()
    const told = async () =>
      (await stage.world.smtp.mails(owner.mail.target!)).filter(({ text }) => text?.includes('仍在使用邮箱密码'))
    expect(await told()).toEqual([])
    await stage.ask(owner, password, 'imap', elsewhere)
    await stage.world.deliver()
    expect(await told()).toHaveLength(1)
  })
})

describe('a webmail of people without a second step', () => {
  it('goes on with the mailbox password, and takes no app password', async () => {
    const owner = await plainOwner(stage.world)
    const { password: text } = await makePassword(owner)
    for (const secret of [password, text]) expect(await stage.ask(owner, secret)).toBe('next')
    expect(await stage.decide({ user: owner.address, secret: text })).toMatchObject({ is: 'next', wouldBe: null })
  })

  it('is no mail client, by whichever way we hear of it', async () => {
    const owner = await plainOwner(stage.world)
    const report = (remote: string, peer?: string) =>
      stage.door.post('/doors/report', { login: owner.address, protocol: 'imap', remote, peer, success: true })
    await report(elsewhere, webmailHost)
    await report(webmailHost)
    expect(await stage.door.nginx(owner.address, password, 'imap', { 'client-ip': webmailHost })).toMatchObject({
      status: 'OK',
    })
    // What is told of a client has been written after these.
    await report(webmailHost, '203.0.112.1')
    const clients = async () => (await owner.browser.call('GET /api/app-passwords')).clients
    await until(
      async () => (await clients()).length > 0,
      () => 'no client is listed',
    )
    expect(await clients()).toMatchObject([{ ip: '203.0.x.x' }])
    expect(await stage.world.database.models.mailClients.countDocuments({ address: owner.address })).toBe(1)
  })
})
