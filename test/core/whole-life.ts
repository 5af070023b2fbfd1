// What a person does in the life of an account, so that every query of the product is made.
import { expect } from '@jest/globals'
import { callToEnrol } from '../../server/core/enrol.ts'
import { limits } from '../../shared/limits.ts'
import { openEvents } from '../actors/event-stream.ts'
import { beginChange, send, typeMailed } from '../actors/hands.ts'
import {
  approvedLogin,
  beginUnbind,
  linkOf,
  redeem,
  signIn,
  signInAnew,
  trusted,
  typeCode,
} from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { mailDoor } from '../actors/mail-door.ts'
import { askAsMailClients } from '../actors/mail-owner.ts'
import { webmailHost } from '../actors/openid-client.ts'
import type { Phone } from '../actors/phone.ts'
import { password } from '../actors/test-database.ts'
import { openClient, roundcube } from '../actors/webmail.ts'
import { type World } from '../actors/world.ts'

export async function signInOften(world: World, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await codeOf(browser.call('POST /api/session', { input: { address, password: 'wrong' } }))
  const { challenge } = await signIn(browser, address)
  const events = await openEvents(world.url, browser.cookies())
  await events.next()
  await events.close()
  await codeOf(typeCode(browser, challenge, '000000'))
  await typeCode(browser, challenge, await phone.code())
  await browser.call('DELETE /api/session')
  const again = world.browser()
  await redeem(again, (await approvedLogin(again, phone, address)).challenge)
  world.clock.advance(limits.sessionTouchEvery + 1_000)
  await again.call('GET /api/session')
}

export async function reportAStranger(world: World, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  const { challenge } = await signInAnew(browser, address)
  const passerBy = world.phone('passer-by')
  await passerBy.open()
  await codeOf(passerBy.scan(linkOf(challenge)))
  const renewed = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge!.id, by: 'click' } })
  await phone.answer(await phone.scan(linkOf(renewed)), 'report')
  const password = 'another correct horse'
  await world.user('everything', password)
  await world.browser().call('POST /api/session', { input: { address, password } })
  await world.user('everything')
}

/** A mailbox without a factor is called to enrol, and no password of it was known. */
export async function enrol(world: World): Promise<void> {
  const address = await world.user('enrolling')
  await signIn(world.browser(), address)
  const { accounts } = world.app.services
  const account = await accounts.byAddress(address)
  await world.database.connection.collection('accounts').updateOne({ address }, { $set: { passwordMark: null } })
  await callToEnrol(world.app.services, account!, 'for the indexes')
  await signIn(world.browser(), address)
}

export async function guessTooOften(world: World, address: string): Promise<void> {
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  for (let count = 0; count < limits.triesBeforeRest; count += 1) await codeOf(typeCode(browser, challenge, '000000'))
}

export async function usePhone(world: World, phone: Phone): Promise<void> {
  const { refresh } = await phone.open()
  const { token } = await phone.call('POST /api/phone/session/renew', { input: { refresh } })
  phone.holdToken(token)
  await phone.call('GET /api/phone/activity')
  await phone.call('DELETE /api/phone/session')
  phone.holdToken(undefined)
}

/** A backup address is bound, and another one put in its place. */
export async function useMail(world: World, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  const bound = await browser.call('POST /api/bindings', { input: { kind: 'email' } })
  await typeMailed(world, browser, bound, 'first@example.com')
  const { challenge } = await typeMailed(
    world,
    browser,
    await beginChange(browser, 'rebind', 'email'),
    'first@example.com',
  )
  await typeMailed(world, browser, challenge!, 'second@example.com')
  await browser.call('GET /api/history')
  const asked = await browser.call('POST /api/proof', { input: {} })
  // More than the budget allows.
  for (let times = 0; times < limits.sendsPerHour; times += 1) {
    await codeOf(send(browser, asked, 'email'))
    world.clock.advance(limits.resendAfter)
  }
}

export async function askAtDoors(world: World, secret: string, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  const door = mailDoor(() => world.doors, secret)
  await askAsMailClients(door, { address, browser }, password)
  await door.get('/doors/names')
  await door.post('/doors/report', { login: address, protocol: 'imap', remote: '', success: true })
  for await (const { isTwoStepOn } of world.app.services.mailClients.old(new Date(0))) expect(isTwoStepOn).toBe(true)
}

/** A click at a webmail, which reads mail and goes on when its token is over; somebody shows the code once more. */
export async function visitAWebmail(world: World, secret: string, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  const webmail = await openClient(world.url, roundcube)
  const { url, checks } = await webmail.party.begin()
  const { url: landed } = await webmail.bar(browser).go(url.href)
  const visit = await webmail.exchange(landed, checks)
  const door = mailDoor(() => world.doors, secret)
  const token = await webmail.mailPassword(visit)
  expect(await door.dovecot(address, token, 'imap', webmailHost)).toMatchObject({ is: 'ok' })
  await webmail.party.refresh(visit.refresh)
  await expect(webmail.exchange(landed, checks)).rejects.toMatchObject({ error: 'invalid_grant' })
  await browser.call('DELETE /api/session')
}

export async function trustABrowser(world: World, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await trusted(browser, phone, address)
  await signIn(browser, address)
  await browser.call('DELETE /api/devices')
}

export async function unbind(world: World, address: string, phone: Phone): Promise<void> {
  const browser = world.browser()
  await redeem(browser, (await approvedLogin(browser, phone, address)).challenge)
  await beginUnbind(browser)
  await browser.call('DELETE /api/challenge')
  const challenge = await beginUnbind(browser)
  await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
  await redeem(browser, challenge)
}

/** The mailbox becomes somebody else's. */
export async function giveAway(world: World, name: string): Promise<void> {
  const address = await world.user(name)
  await signIn(world.browser(), address)
  await world.database.connection.collection('localUsers').deleteOne({ address })
  await signIn(world.browser(), await world.user(name))
}
