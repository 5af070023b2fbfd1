// The writes of redeem, for each purpose; the process dies after each of them, and the person asks again.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedBind, approvedLogin, beginUnbind, bind, linkOf, signIn } from '../actors/journeys.ts'
import type { Browser } from '../actors/browser.ts'
import { dieAfter } from '../actors/crash.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

let serial = 0
const newcomer = async () => {
  const name = `redeem-${(serial += 1)}`
  return { address: await world.user(name), phone: world.phone(name), browser: world.browser() }
}

interface Ready {
  address: string
  browser: Browser
  body: { challenge: string; number?: string }
}

const ready = {
  async login(): Promise<Ready> {
    const { address, phone, browser } = await newcomer()
    await bind(world.browser(), phone, address)
    const { challenge } = await approvedLogin(browser, phone, address)
    return { address, browser, body: { challenge: challenge.id } }
  },
  async picture(): Promise<Ready> {
    const { address, phone, browser } = await newcomer()
    await bind(world.browser(), phone, address)
    const { challenge } = await signIn(browser, address)
    const { number } = await phone.answer(await phone.scan(linkOf(challenge), 1013), 'approve')
    return { address, browser, body: { challenge: challenge!.id, number: number! } }
  },
  async bind(): Promise<Ready> {
    const { address, phone, browser } = await newcomer()
    const { challenge, number } = await approvedBind(browser, phone, address)
    return { address, browser, body: { challenge: challenge.id, number } }
  },
  async unbind(): Promise<Ready> {
    const { address, phone, browser } = await newcomer()
    await bind(browser, phone, address)
    const challenge = await beginUnbind(browser)
    await phone.answer(await phone.scan(linkOf(challenge)), 'approve')
    return { address, browser, body: { challenge: challenge.id } }
  },
}

const writes = {
  login: ['sessions.grant'],
  picture: ['sessions.match', 'sessions.grant'],
  bind: ['sessions.match', 'accounts.change', 'sessions.grant'],
  unbind: ['sessions.match', 'accounts.change', 'sessions.grant'],
}

type Case = keyof typeof ready
const deaths = (Object.keys(writes) as Case[]).flatMap((name) =>
  writes[name].map((write, at) => [name, write, at + 1] as const),
)

/** Redeems in a process that dies after its n-th write, and loses the answer. */
async function cutOff({ browser, body }: Ready, n: number): Promise<string[]> {
  const doom = dieAfter(world, n)
  await browser.send('POST', '/api/challenge/redeem', body, true)
  doom.revive()
  return doom.writes
}

async function expectDone(name: Case, { address, browser }: Ready) {
  expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in', aal: 2 })
  const account = await accountOf(world, address)
  expect(account.bindings).toHaveLength(name === 'unbind' ? 0 : 1)
  expect(account.rev).toBe(name === 'unbind' ? 2 : 1)
  const type = { login: 'login.succeeded', picture: 'login.succeeded', bind: 'factor.bound', unbind: 'factor.unbound' }[
    name
  ]
  const told = (await auditOf(world, account._id)).filter((event) => event.type === type && event.method === 'scan')
  expect(told).toHaveLength(1)
}

describe('redeem', () => {
  it.each(Object.keys(writes) as Case[])('of %s writes what its list says, in that order', async (name) => {
    const stage = await ready[name]()
    expect(await cutOff(stage, Infinity)).toEqual(writes[name])
    await expectDone(name, stage)
  })

  it.each(deaths)('of %s dies after %s: the browser asks again and is done, once', async (name, write, n) => {
    const stage = await ready[name]()
    expect(await cutOff(stage, n)).toHaveLength(n)
    const isGranted = write === 'sessions.grant'
    // A page asks what it is first; only when it is not finished does it redeem again, and never asks for the digits a second time.
    const view = await stage.browser.call('GET /api/session')
    expect(view.challenge === null).toBe(isGranted)
    expect(view.challenge?.needsNumber ?? false).toBe(false)
    const again = { challenge: stage.body.challenge }
    const code = await codeOf(stage.browser.call('POST /api/challenge/redeem', { input: again }))
    expect(code).toBe(isGranted ? 'challenge.over' : 'ok')
    await expectDone(name, stage)
  })

  it('of a bind that died after its digits were right does not take wrong ones, nor lasts longer than its minute', async () => {
    const stage = await ready.bind()
    await cutOff(stage, 1)
    world.clock.advance(61_000)
    const again = { challenge: stage.body.challenge }
    expect(await codeOf(stage.browser.call('POST /api/challenge/redeem', { input: again }))).toBe('challenge.expired')
    expect((await accountOf(world, stage.address)).bindings).toEqual([])
    expect((await sessionOf(world, stage.address)).aal).toBe(1)
  })

  it('of a bind that died after the account’s write and is not repeated in its minute leaves a bound account, and the password alone is not enough', async () => {
    const stage = await ready.bind()
    await cutOff(stage, 2)
    world.clock.advance(61_000)
    expect(await codeOf(stage.browser.call('GET /api/bindings'))).toBe('second-step.required')
    expect(await signIn(world.browser(), stage.address)).toMatchObject({ state: 'second-step' })
  })
})
