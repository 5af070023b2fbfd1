import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { dieAfter } from '../actors/crash.ts'
import { approvedLogin, bind, linkOf, redeem, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf } from '../actors/records.ts'
import { password } from '../actors/test-database.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

describe('the main job', () => {
  it('signs in with the password alone while nothing is bound', async () => {
    const browser = world.browser()
    const session = await signIn(browser, await world.user('plain'))
    expect(session).toMatchObject({ state: 'signed-in', address: 'plain@cqu.edu.cn', aal: 1, challenge: null })
  })

  it('binds WeChat with the number match, signs out, signs in by scan', async () => {
    const address = await world.user('zhangming')
    const browser = world.browser()
    const phone = world.phone('zhang')
    expect(await bind(browser, phone, address)).toMatchObject({ state: 'signed-in', aal: 2 })
    const { isOn, methods } = await browser.call('GET /api/bindings')
    expect(isOn).toBe(true)
    expect(methods.find(({ kind }) => kind === 'wechat')).toMatchObject({ isDefault: true, binding: { mask: null } })
    expect(await browser.call('DELETE /api/session')).toMatchObject({ state: 'anonymous' })
    const { challenge } = await approvedLogin(browser, phone, address)
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('signs in by the six digits that the phone shows', async () => {
    const address = await world.user('digits')
    const phone = world.phone('digits-phone')
    await bind(world.browser(), phone, address)
    const browser = world.browser()
    const { state, challenge } = await signIn(browser, address)
    expect(state).toBe('second-step')
    const input = { challenge: challenge!.id, kind: 'wechat' as const, code: await phone.code() }
    expect(await browser.call('POST /api/challenge/answer', { input })).toMatchObject({ state: 'signed-in', aal: 2 })
  })

  it('unbinds by scan and confirm, and two-step verification is off', async () => {
    const address = await world.user('leaver')
    const browser = world.browser()
    const phone = world.phone('leaver-phone')
    await bind(browser, phone, address)
    const { methods } = await browser.call('GET /api/bindings')
    const id = methods.find(({ kind }) => kind === 'wechat')!.binding!.id
    const challenge = await browser.call('POST /api/bindings/:id/unbind', { params: { id }, input: {} })
    const scanned = await phone.scan(linkOf(challenge))
    expect(scanned).toMatchObject({ purpose: 'unbind', isLast: true, address })
    await phone.answer(scanned, 'approve')
    await redeem(browser, challenge)
    expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
    expect(await signIn(world.browser(), address)).toMatchObject({ state: 'signed-in', aal: 1 })
    expect(await phone.call('GET /api/phone/codes')).toMatchObject({ mailboxes: [] })
  })
})

describe('the password that was typed last', () => {
  const typed = (address: string, text: string) =>
    codeOf(world.browser().call('POST /api/session', { input: { address, password: text } }))
  const noted = async (address: string) => (await accountOf(world, address)).passwordMark
  const markOf = async (address: string, text: string) =>
    world.app.services.keys.mac('password', (await accountOf(world, address))._id, text)

  it('is noted by its mark when it is right, and when another one is', async () => {
    const address = await world.user('typist')
    await typed(address, password)
    const first = await markOf(address, password)
    expect(await noted(address)).toBe(first)
    expect(await typed(address, 'wrong')).toBe('login.wrong')
    expect(await noted(address)).toBe(first)
    await world.user('typist', 'another one since then')
    expect(await typed(address, 'another one since then')).toBe('ok')
    expect(await noted(address)).toBe(await markOf(address, 'another one since then'))
  })

  it('is written only when it is another one', async () => {
    const address = await world.user('same-again')
    await typed(address, password)
    const doom = dieAfter(world, Infinity)
    await typed(address, password)
    doom.revive()
    expect(doom.writes).toEqual(['accounts.ensure', 'sessions.insert'])
  })
})
