import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { approvedLogin, bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { persist } from '../actors/outcome.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startTestMongod, type TestMongod } from '../setup/mongod.ts'

let mongod: TestMongod
let town: Town
beforeAll(async () => {
  mongod = await startTestMongod()
  town = await startTown(1, { mongodb: mongod.uri })
}, 60_000)
afterAll(async () => {
  await town.stop()
  await mongod.stop()
}, 60_000)

async function bound(name: string) {
  const address = await town.user(name)
  const phone = town.phone(name)
  await bind(town.browser(), phone, address)
  return { address, phone, browser: town.browser() }
}

it('R11: mongod that hangs for two seconds delays answers and loses none', async () => {
  const { address, phone, browser } = await bound('frozen')
  const { challenge } = await approvedLogin(browser, phone, address)
  process.kill(mongod.pid, 'SIGSTOP')
  const asked = redeem(browser, challenge)
  await sleep(2_000)
  process.kill(mongod.pid, 'SIGCONT')
  expect(await asked).toMatchObject({ state: 'signed-in', aal: 2 })
}, 60_000)

it('R11: mongod killed with kill -9 after the scan: the user approves and finishes without starting again', async () => {
  const { address, phone, browser } = await bound('mongod')
  const { challenge } = await signIn(browser, address)
  const scanned = await phone.scan(linkOf(challenge))
  process.kill(mongod.pid, 'SIGKILL')
  await persist(() => phone.answer(scanned, 'approve'))
  expect(await persist(() => browser.call('GET /api/challenge'))).toMatchObject({ status: 'approved' })
  expect(await persist(() => redeem(browser, challenge!))).toMatchObject({ state: 'signed-in', aal: 2 })
}, 60_000)
