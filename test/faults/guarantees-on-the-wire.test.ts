import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { beginUnbind, bind, linkOf, signIn, typeCode } from '../actors/journeys.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startMongoProxy, type MongoProxy } from './mongo-wire/proxy.ts'
import { commandOf, isWrite, nameOf } from './mongo-wire/writes.ts'

let proxy: MongoProxy
let town: Town
beforeAll(async () => {
  proxy = await startMongoProxy()
  town = await startTown(1, { route: proxy.through })
})
afterAll(async () => {
  await town.stop()
  proxy.stop()
})

/** Binds, signs in by scan and by code, guesses wrong, unbinds, and signs out. */
async function mainJob() {
  const address = await town.user('everything')
  const phone = town.phone('everything')
  const browser = town.browser()
  const redeemed = async (challenge: Awaited<ReturnType<typeof signIn>>['challenge']) => {
    const { number } = await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
    const input = { challenge: challenge!.id, number: number ?? undefined }
    return browser.call('POST /api/challenge/redeem', { input })
  }
  await bind(browser, phone, address)
  await redeemed((await signIn(browser, address)).challenge)
  const { challenge } = await signIn(browser, address)
  await typeCode(browser, challenge, '000000').catch(() => undefined)
  await typeCode(browser, challenge, await phone.code())
  await redeemed(await beginUnbind(browser))
  return browser.call('DELETE /api/session')
}

it('R11: every write on the wire asks for majority and journal, and every read for what a majority has', async () => {
  const sent = proxy.watchCommands()
  expect(await mainJob()).toMatchObject({ state: 'anonymous' })
  const writes = sent.filter(isWrite)
  const written = new Set(writes.map(nameOf))
  expect([...written]).toEqual(
    expect.arrayContaining([
      'accounts.change',
      'sessions.insert',
      'sessions.grant',
      'sessions.end',
      'counters.clear',
      'audit.append',
    ]),
  )
  const unsafe = writes.filter(({ writeConcern }) => {
    const { w, j } = writeConcern as { w?: unknown; j?: unknown }
    return w !== 'majority' || j !== true
  })
  expect(unsafe.map(nameOf)).toEqual([])
  const reads = sent.filter((body) => ['find', 'aggregate'].includes(commandOf(body)))
  expect(reads.length).toBeGreaterThan(20)
  expect(
    reads.filter(({ readConcern }) => (readConcern as { level?: string })?.level !== 'majority').map(nameOf),
  ).toEqual([])
})
