// What an operator, and the person, are told of sign-ins for OpenID clients.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner } from '../actors/mail-owner.ts'
import { webmailHost } from '../actors/openid-client.ts'
import { operate } from '../actors/operator.ts'
import { relay } from '../actors/records.ts'
import { library, openClient, roundcube, webmailEnv } from '../actors/webmail.ts'

const { secret, env } = doorFor('enforce', webmailEnv())
let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld(env)
})
afterAll(() => world.stop())

const told = async (command: string[], address: string, word: string) => {
  const { code, answer } = await operate(world.env, [...command, address])
  expect(code).toBe(0)
  return answer.filter((line) => line.split('  ').includes(word))
}

it('account show names the clients of the sessions that are live, and until when they may read the mail', async () => {
  const owner = await enrolledOwner(world)
  const show = (word = 'client') => told(['account', 'show'], owner.address, word)
  expect(await show()).toEqual([])
  const [webmail, other] = await Promise.all([roundcube, library].map((one) => openClient(world.url, one)))
  const second = world.browser()
  await prove(second, (await signInAnew(second, owner.address)).challenge, owner.mail)
  await other!.visit(owner.browser)
  await webmail!.mailPassword(await webmail!.visit(owner.browser))
  await webmail!.visit(second)
  expect(await show()).toEqual([
    'client  library  1 live',
    expect.stringMatching(/^client {2}roundcube {2}2 live {2}mail until \d{4}-\d\d-\d\dT[\d:.]+Z$/),
  ])
  await owner.browser.call('DELETE /api/session')
  expect(await show()).toEqual(['client  roundcube  1 live'])
})

it('events has one line a session and client, with its place; 登录记录 has none: it is the same sign-in', async () => {
  const owner = await enrolledOwner(world)
  const webmail = await openClient(world.url, roundcube)
  const before = await owner.browser.call('GET /api/history')
  for (let clicks = 0; clicks < 2; clicks += 1) await webmail.visit(owner.browser)
  await relay(world)
  const lines = await told(['events'], owner.address, 'client.signed-in')
  expect(lines.map((line) => line.split('  ').slice(1))).toEqual([
    ['client.signed-in', 'ok', '-', '-', expect.any(String), 'Chrome 141, Windows 10', '127.0.x.x', 'roundcube'],
  ])
  const { signIns } = await owner.browser.call('GET /api/history')
  expect(signIns).toEqual(before.signIns)
})

it('report lists no webmail: what signs in from there is no mail client', async () => {
  const owner = await enrolledOwner(world)
  const door = mailDoor(() => world.doors, secret)
  const report = (remote: string) =>
    door.post('/doors/report', { login: owner.address, protocol: 'imap', remote, success: true })
  const listed = async () =>
    (await operate(world.env, ['report'])).answer.filter((line) => line.includes(owner.address))
  await report(webmailHost)
  await report('198.51.100.7')
  while ((await world.database.models.mailClients.countDocuments({ address: owner.address })) === 0);
  expect(await listed()).toEqual([expect.stringMatching(/from 1 networks/)])
})
