import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { codeSubject, noticeSubject } from '../../shared/messages/mail.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, beginChange, bindWith, handsOf, newNumber, prove, send } from '../actors/hands.ts'
import { bind, linkOf, signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

let made = 0
const newUser = () => world.user(`told-${(made += 1)}`)

async function noticesTo(address: string): Promise<string[]> {
  await world.deliver()
  const mails = await world.smtp.mails(address)
  return mails.filter(({ headers }) => headers['subject'] === noticeSubject).map(({ text }) => text ?? '')
}

/** Those that tell `what`: in which order the notices of one moment arrive is nobody's promise. */
const told = async (address: string, what: string) => (await noticesTo(address)).filter((text) => text.includes(what))

/** Signed in, with backup mail and SMS bound. */
async function withTwo() {
  const address = await newUser()
  const browser = world.browser()
  await signInAnew(browser, address)
  const mail = handsOf(world, 'email', 'told')
  await bindWith(browser, mail)
  const sms = handsOf(world, 'sms', 'told')
  await bindWith(browser, sms)
  return { address, browser, mail, sms }
}

const linkIn = (text: string) => /\/not-me#(\S+)/.exec(text)?.[1] ?? ''
const notMe = (token: string) => world.browser().call('POST /api/not-me', { input: { token } })

describe('a security notice', () => {
  it('goes to the mailbox when the first factor is bound', async () => {
    const address = await newUser()
    await bind(world.browser(), world.phone(address), address)
    expect(await noticesTo(address)).toEqual([expect.stringContaining('绑定了新的验证方式：微信')])
  })

  it('of an unbind goes to what was unbound too, by mail and by SMS', async () => {
    const { address, browser, mail, sms } = await withTwo()
    await world.deliver()
    const before = (await world.sms.sent()).length
    await prove(browser, await beginChange(browser, 'unbind', 'email'), sms)
    expect(await told(address, '解绑了验证方式：备用邮箱')).toHaveLength(1)
    expect(await told(mail.target!, '解绑了验证方式：备用邮箱')).toHaveLength(1)
    const texts = (await world.sms.sent()).slice(before).filter(({ template }) => template === 'notice')
    expect(texts.map(({ value }) => value)).toEqual(['解绑了备用邮箱'])
  })

  it('of new recovery codes goes to every channel', async () => {
    const { browser, mail } = await withTwo()
    await browser.call('POST /api/recovery-codes', { input: {} })
    expect(await told(mail.target!, '恢复码')).toHaveLength(1)
  })

  it('tells that the right password was typed and the second step failed, once an hour (ASVS 6.3.5)', async () => {
    const { address } = await withTwo()
    const thief = world.browser()
    const { challenge } = await signInAnew(thief, address)
    await send(thief, challenge!, 'email')
    for (let tries = 0; tries < limits.triesBeforeRest; tries += 1)
      await codeOf(answer(thief, challenge!, 'email', '000000'))
    world.clock.advance(limits.firstRest + 1_000)
    for (let tries = 0; tries < limits.triesBeforeRest; tries += 1)
      await codeOf(answer(thief, challenge!, 'email', '000000'))
    expect(await told(address, '二次验证多次失败')).toHaveLength(1)
  })

  it('tells of a sign-in that the phone refused', async () => {
    const address = await newUser()
    const phone = world.phone(address)
    await bind(world.browser(), phone, address)
    const { challenge } = await signInAnew(world.browser(), address)
    await phone.answer(await phone.scan(linkOf(challenge)), 'deny')
    expect(await told(address, '在手机上被拒绝')).toHaveLength(1)
  })

  it('is sent once however often its event is carried, and again when the mail server was down', async () => {
    const address = await newUser()
    await world.smtp.fault({ at: 'mail', do: 'reply', code: 451 })
    await bind(world.browser(), world.phone(address), address)
    expect(await noticesTo(address)).toHaveLength(0)
    await world.smtp.clearFaults()
    world.clock.advance(limits.noticeRetry + 1_000)
    expect(await noticesTo(address)).toHaveLength(1)
    world.clock.advance(limits.noticeRetry + 1_000)
    expect(await noticesTo(address)).toHaveLength(1)
  })

  it('holds no code, and a mail with a code no link', async () => {
    const { mail } = await withTwo()
    const notices = await noticesTo(mail.target!)
    expect(notices.join()).not.toMatch(/(?<!\d)\d{6}(?!\d)/)
    const codes = (await world.smtp.mails(mail.target!)).filter(({ headers }) => headers['subject'] === codeSubject)
    expect(codes.map(({ text }) => text).join()).not.toContain('not-me')
  })
})

describe('不是我', () => {
  it('freezes changes for a day and ends every session and trusted device; it restores nothing', async () => {
    const { address, browser, mail, sms } = await withTwo()
    await prove(browser, await beginChange(browser, 'unbind', 'email'), sms)
    const token = linkIn((await noticesTo(mail.target!)).at(-1)!)
    await notMe(token)
    expect(await codeOf(browser.call('GET /api/bindings'))).toBe('session.ended')
    world.clock.advance(61 * 60_000)
    const again = world.browser()
    expect(await prove(again, (await signInAnew(again, address)).challenge, sms)).toMatchObject({
      frozenUntil: expect.any(String),
    })
    const { methods } = await again.call('GET /api/bindings')
    expect(methods.find(({ kind }) => kind === 'email')?.binding).toBeNull()
    expect(await codeOf(again.call('POST /api/bindings', { input: { kind: 'email' } }))).toBe('account.frozen')
    expect(await codeOf(beginChange(again, 'unbind', 'sms'))).toBe('account.frozen')
    expect(await codeOf(again.call('POST /api/recovery-codes', { input: {} }))).toBe('account.frozen')
  })

  it('stops a change that was proved before the freeze and is finished after it', async () => {
    const { address, browser, mail } = await withTwo()
    const token = linkIn((await noticesTo(address)).at(-1)!)
    const challenge = await beginChange(browser, 'unbind', 'email')
    await mail.ask(browser, challenge)
    await notMe(token)
    expect(await codeOf(answer(browser, challenge, 'email', await mail.code()))).toBe('session.ended')
  })

  it('works once for each notice: the link kept by somebody else freezes nothing again', async () => {
    const { address } = await withTwo()
    const token = linkIn((await noticesTo(address)).at(-1)!)
    const first = await notMe(token)
    expect(await notMe(token)).toMatchObject({ frozenUntil: first.frozenUntil })
    world.clock.advance(limits.freeze + 1_000)
    expect(await codeOf(notMe(token))).toBe('notice.expired')
  })

  it('takes no link that is forged, of another account, or older than a week', async () => {
    const { address } = await withTwo()
    const token = linkIn((await noticesTo(address)).at(-1)!)
    const [text = '', ...mac] = token.split('.')
    const forged = Buffer.from(`${Buffer.from(text, 'base64url').toString()}1`).toString('base64url')
    expect(await codeOf(notMe([forged, ...mac].join('.')))).toBe('notice.expired')
    world.clock.advance(limits.noticeLinkLife + 1_000)
    expect(await codeOf(notMe(token))).toBe('notice.expired')
  })
})

describe('a new binding', () => {
  it('is told to the number that was bound before it was proved to nobody', async () => {
    const address = await newUser()
    const browser = world.browser()
    await signInAnew(browser, address)
    const challenge = await browser.call('POST /api/bindings', { input: { kind: 'sms' } })
    const number = newNumber()
    await send(browser, challenge, 'sms', number)
    await world.deliver()
    const sent = await world.sms.sent(`+86${number}`)
    expect(sent.map(({ template }) => template)).toEqual(['code'])
  })
})
