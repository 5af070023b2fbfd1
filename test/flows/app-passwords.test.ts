import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf, prove } from '../actors/hands.ts'
import type { Browser } from '../actors/browser.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { codeOf } from '../actors/outcome.ts'
import { auditOf, accountOf, relay } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'

const { secret, env } = doorFor('enforce', { MAIL_DOMAINS: 'cqu.edu.cn', CLIENT_SERVERS: 'imap=mail.cqu.edu.cn:993' })
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())
const door = mailDoor(() => world.doors, secret)

let made = 0
const newUser = () => world.user(`client-${(made += 1)}`)

const make = (browser: Browser, name = '手机 Outlook', life: 'unlimited' | 'quarter' = 'unlimited') =>
  browser.call('POST /api/app-passwords', { input: { name, protocols: ['imap', 'smtp'], life } })

async function enrolled() {
  const address = await newUser()
  const browser = world.browser()
  await signInAnew(browser, address)
  const mail = handsOf(world, 'email', 'client')
  await bindWith(browser, mail)
  return { address, browser, mail }
}

describe('a client-specific password', () => {
  it('is sixteen letters, shown once, and opens a mail client by any spelling', async () => {
    const { address, browser } = await enrolled()
    const { password: text, list, made: shown } = await make(browser)
    expect(text).toMatch(/^[a-z]{16}$/)
    expect(list.passwords).toEqual([shown])
    expect(JSON.stringify(await browser.call('GET /api/app-passwords'))).not.toContain(text)
    const inFours = text.replace(/(.{4})(?=.)/g, '$1 ')
    for (const spelling of [text, inFours, inFours.toUpperCase(), inFours.replaceAll(' ', '\u00a0'), ` ${text}\t`])
      expect(await door.dovecot(address.toUpperCase(), spelling)).toEqual({ status: 200, is: 'ok', user: address })
    const latin = Buffer.from(inFours.replaceAll(' ', '\u00a0'), 'latin1')
    expect(await door.dovecot(address, latin)).toMatchObject({ is: 'ok' })
  })

  it('P12: leaves the mailbox password out of mail clients, and stays out of the portal itself', async () => {
    const { address, browser } = await enrolled()
    const { password: text } = await make(browser)
    expect(await door.dovecot(address, password)).toEqual({ status: 401, is: 'wrong' })
    const sign = world.browser().call('POST /api/session', { input: { address, password: text } })
    expect(await codeOf(sign)).toBe('login.wrong')
  })

  it('needs a proof of the last ten minutes while there is a factor, and none before the first', async () => {
    const { browser, mail } = await enrolled()
    world.clock.advance(limits.freshProof + 1_000)
    expect(await codeOf(make(browser))).toBe('proof.required')
    await prove(browser, await browser.call('POST /api/proof', { input: {} }), mail)
    await make(browser)
    const first = world.browser()
    await signInAnew(first, await newUser())
    expect(await make(first)).toMatchObject({ list: { isTwoStepOn: false, passwords: [{ kind: 'client' }] } })
  })

  it('is good for its protocols and its time only', async () => {
    const { address, browser } = await enrolled()
    const { password: text } = await make(browser, 'Foxmail', 'quarter')
    expect(await door.dovecot(address, text, 'submission')).toMatchObject({ is: 'ok' })
    expect(await door.dovecot(address, text, 'pop3')).toMatchObject({ is: 'wrong' })
    world.clock.advance(limits.appPasswordQuarter + 1_000)
    expect(await door.dovecot(address, text)).toMatchObject({ is: 'wrong' })
  })

  it('that is deleted is refused at once, and deleting it again succeeds', async () => {
    const { address, browser } = await enrolled()
    const { password: text, made: shown } = await make(browser)
    const params = { id: shown.id }
    expect(await browser.call('DELETE /api/app-passwords/:id', { params })).toMatchObject({ passwords: [] })
    expect(await door.dovecot(address, text)).toMatchObject({ is: 'wrong' })
    expect(await browser.call('DELETE /api/app-passwords/:id', { params })).toMatchObject({ passwords: [] })
  })

  it('of another account opens nothing here', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    const { password: text } = await make(one.browser)
    expect(await door.dovecot(other.address, text)).toMatchObject({ is: 'wrong' })
  })

  it('is one of twenty at most, however many are asked for at once', async () => {
    const { browser } = await enrolled()
    const tries = Array.from({ length: limits.appPasswordsPerAccount + 3 }, (_, index) => make(browser, `c${index}`))
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(limits.appPasswordsPerAccount)
    expect(await codeOf(make(browser))).toBe('app-password.full')
  })

  it('tells when, how and whence it was used last, at most every five minutes', async () => {
    const { address, browser } = await enrolled()
    const { password: text } = await make(browser)
    await door.dovecot(address, text, 'submission', '222.198.1.9')
    const used = async () => (await browser.call('GET /api/app-passwords')).passwords[0]?.used
    while ((await used()) === null);
    const first = await used()
    expect(first).toMatchObject({ protocol: 'smtp', ip: '222.198.x.x' })
    await door.dovecot(address, text, 'imap')
    expect(await used()).toEqual(first)
  })

  it('is told to every channel when it is made and when it ends', async () => {
    const { address, browser, mail } = await enrolled()
    const { made: shown } = await make(browser)
    await browser.call('DELETE /api/app-passwords/:id', { params: { id: shown.id } })
    await world.deliver()
    const texts = (await world.smtp.mails(mail.target!)).map(({ text }) => text ?? '').join()
    expect(texts).toContain('生成了新的客户端专用密码')
    expect(texts).toContain('删除了一个客户端专用密码')
    await relay(world)
    const { _id } = await accountOf(world, address)
    expect((await auditOf(world, _id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['app-password.made', 'app-password.ended']),
    )
  })

  it('stays when the last factor goes, and then the mailbox password opens mail clients again', async () => {
    const address = await newUser()
    const browser = world.browser()
    await signInAnew(browser, address)
    const { password: text } = await make(browser)
    expect(await door.dovecot(address, text)).toMatchObject({ is: 'ok' })
    expect(await door.dovecot(address, password)).toMatchObject({ is: 'next' })
  })
})
