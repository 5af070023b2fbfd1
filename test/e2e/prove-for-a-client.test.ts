// /prove: somebody is signed in, and a client wants to know again who it is.
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { at, lead, newRequest, openDoor, seeContinued } from './client-visit.ts'
import { boundPerson, see, signInAnewOn, signInOn, tap } from './portal-walk.ts'
import { startStage, type Stage } from './stage.ts'
import { press, type, typedPerson, wrong } from './typed-person.ts'

const line = '通过任一已绑定的方式验证后，再继续。'
let stage: Stage
beforeAll(async () => {
  stage = await startStage()
}, 60_000)
afterEach(() => stage.clear())
afterAll(() => stage.stop())

/** Somebody with an OTP app, signed in and asked to prove it again. */
async function atProof() {
  const person = await typedPerson(stage, ['totp'])
  const { page, hands, enter } = person
  await openDoor(page)
  await enter()
  await type(page, await hands.totp.code())
  await see(page, '欢迎')
  stage.world.clock.advance(60_000)
  const request = newRequest()
  await lead(page, `/prove?continue=${request}`)
  await see(page, line)
  return { ...person, request }
}

describe('a fresh proof for a client', () => {
  it('is asked on a page of its own and leads on; a wrong code does not, and a reload keeps it', async () => {
    const { page, hands, request } = await atProof()
    expect(at(page)).toBe('/prove')
    await page.getByRole('heading', { level: 1, name: '请先验证身份' }).waitFor()
    await type(page, wrong(await hands.totp.code()))
    await see(page, '验证码不正确，还可再试')
    await page.reload()
    await see(page, line)
    await type(page, await hands.totp.code())
    await seeContinued(page, request)
    await lead(page, '/welcome')
    await see(page, '欢迎')
  }, 60_000)

  it('is given by a scan', async () => {
    const { address, phoneName } = await boundPerson(stage)
    const page = await stage.portal()
    const phone = await stage.phone(phoneName)
    await openDoor(page)
    await signInOn(page, address)
    await phone.scan(page)
    await tap(phone, '确认')
    await see(page, '欢迎')
    const request = newRequest()
    await lead(page, `/prove?continue=${request}`)
    await phone.scan(page)
    await tap(phone, '确认')
    await seeContinued(page, request)
  }, 60_000)

  it('is given up by 取消: the account page, and nothing waits any more', async () => {
    const { page } = await atProof()
    const asked = page.waitForRequest((request) => request.method() === 'DELETE')
    await press(page, '取消')
    expect(new URL((await asked).url()).pathname).toBe('/api/challenge')
    await see(page, '欢迎')
    expect([at(page), await page.getByText('继续前往').count()]).toEqual(['/welcome', 0])
    await page.reload()
    await see(page, '欢迎')
  }, 60_000)

  it('leads on after another sign-in when the session has ended meanwhile', async () => {
    const { page, hands, request, enter } = await atProof()
    await page.context().clearCookies({ name: /session/ })
    await type(page, await hands.totp.code())
    await see(page, '登录已过期，请重新登录')
    await enter()
    await type(page, await hands.totp.code())
    await seeContinued(page, request)
  }, 60_000)

  it('is first a sign-in for whoever is not signed in, and the door decides again', async () => {
    const { page, hands, enter } = await typedPerson(stage, ['totp'])
    await openDoor(page)
    const request = newRequest()
    await lead(page, `/prove?continue=${request}`)
    await see(page, '登录后将返回 网页邮箱')
    expect(at(page)).toBe('/sign-in')
    await enter()
    await type(page, await hands.totp.code())
    await seeContinued(page, request)
  }, 60_000)

  it('is another sign-in for whoever has bound nothing', async () => {
    const address = await stage.world.user('bound-nothing')
    const page = await stage.portal()
    await openDoor(page)
    await signInAnewOn(page, address)
    await see(page, '欢迎')
    const request = newRequest()
    await lead(page, `/prove?continue=${request}`)
    await see(page, '此邮箱未绑定验证方式')
    await press(page, '重新登录')
    await see(page, '登录后将返回 网页邮箱')
    await signInAnewOn(page, address)
    await seeContinued(page, request)
  }, 60_000)

  it.each(['/prove', '/prove?continue=nothing-of-the-door'])('is asked of nobody at %s', async (path) => {
    const { page, hands, enter } = await typedPerson(stage, ['totp'])
    await enter()
    await type(page, await hands.totp.code())
    await see(page, '欢迎')
    const posted: string[] = []
    page.on('request', (request) => request.method() === 'POST' && posted.push(request.url()))
    await lead(page, path)
    await see(page, '欢迎')
    expect([at(page), posted]).toEqual(['/welcome', []])
  })
})
