import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, handsOf, send, type Typed } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld({ TRUSTED_PROXIES: '127.0.0.1', MAIL_DOMAINS: 'cqu.edu.cn, alumni.cqu.cn' })
})
afterAll(() => world.stop())

let made = 0

/** A new account of a network of its own, which begins to bind. */
async function binding(kind: Typed) {
  made += 1
  const browser = world.browser({ headers: { 'x-forwarded-for': `101.3.${made}.1` } })
  await signInAnew(browser, await world.user(`typed-${made}`))
  return { browser, challenge: await browser.call('POST /api/bindings', { input: { kind } }) }
}

describe('what is typed to bind', () => {
  it.each(['１３８００１３８０００', '138 0013 8000', '+86-138-0013-8000', '008613800138000'])(
    'the number %s is one',
    async (typed) => {
      const { browser, challenge } = await binding('sms')
      const { prompts } = await send(browser, challenge, 'sms', typed)
      expect(prompts).toEqual([expect.objectContaining({ sentTo: '138****8000' })])
    },
  )

  it.each([
    ['12345', 'number.invalid'],
    ['+85261234567', 'number.foreign'],
    ['0044 7911 123456', 'number.foreign'],
  ])('the number %s is none: %s', async (typed, code) => {
    const { browser, challenge } = await binding('sms')
    expect(await codeOf(send(browser, challenge, 'sms', typed))).toBe(code)
  })

  it.each([
    ['someone@cqu.edu.cn', 'address.own'],
    ['SomeOne+tag@CQU.edu.cn', 'address.own'],
    ['x@dept.cqu.edu.cn', 'address.own'],
    ['x@alumni.cqu.cn', 'address.own'],
    ['no address', 'address.invalid'],
    ['a@b', 'address.invalid'],
    ['a@163.com, b@163.com', 'address.invalid'],
  ])('the backup address %s is refused: %s', async (typed, code) => {
    const { browser, challenge } = await binding('email')
    expect(await codeOf(send(browser, challenge, 'email', typed))).toBe(code)
  })

  it('a plus-tag and capitals do not make a new address', async () => {
    const { browser, challenge } = await binding('email')
    await send(browser, challenge, 'email', 'Zhang.Ming+mail@QQ.com')
    expect(await world.smtp.last('zhang.ming@qq.com')).toBeDefined()
  })

  it('another address takes the first one’s place, and the first one’s code is good no more', async () => {
    const { browser, challenge } = await binding('email')
    const [first, second] = [handsOf(world, 'email', 'first'), handsOf(world, 'email', 'second')]
    await first.open(browser, challenge)
    const old = await first.code()
    world.clock.advance(limits.resendAfter)
    await second.open(browser, challenge)
    expect(await codeOf(answer(browser, challenge, 'email', old))).toBe('code.wrong')
    await answer(browser, challenge, 'email', await second.code())
    const { methods } = await browser.call('GET /api/bindings')
    expect(methods.find(({ kind }) => kind === 'email')?.binding?.mask).toMatch(/^se\*\*\*.@163\.com$/)
  })
})
