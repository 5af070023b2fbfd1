import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedBind, beginUnbind, bind, linkOf, signIn } from '../actors/journeys.ts'
import type { Browser } from '../actors/browser.ts'
import type { Phone } from '../actors/phone.ts'
import { codeOf } from '../actors/outcome.ts'
import { sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
let address: string
let phone: Phone
let bound: Browser
beforeAll(async () => {
  world = await startWorld()
  address = await world.user('scenes')
  phone = world.phone('scenes')
  bound = world.browser()
  await bind(bound, phone, address)
})
afterAll(() => world.stop())

const pictures = [1012, 1013, 1048, 1049]
const chatsAndLinks = [1007, 1008, 1037, 1065, 1194, 1001, 0, 9_999]

async function login() {
  const browser = world.browser()
  const { challenge } = await signIn(browser, address)
  return { browser, challenge: challenge!, link: linkOf(challenge) }
}

describe.each(pictures)('R16: a picture of the QR (scene %i)', (scene) => {
  it('signs in only with the two digits that the phone shows', async () => {
    const { browser, challenge, link } = await login()
    const scanned = await phone.scan(link, scene)
    expect(await browser.call('GET /api/challenge')).toMatchObject({ needsNumber: true })
    const { number } = await phone.answer(scanned, 'approve')
    expect(number).toMatch(/^[1-9]\d$/)
    const input = { challenge: challenge.id }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('request.invalid')
    const typed = { ...input, number: number! }
    expect(await browser.call('POST /api/challenge/redeem', { input: typed })).toMatchObject({ state: 'signed-in' })
  })
})

describe('R16: a picture of the QR', () => {
  it('whose digits are typed wrong ends the sign-in, and the right ones come too late', async () => {
    const { browser, challenge, link } = await login()
    const { number } = await phone.answer(await phone.scan(link, 1013), 'approve')
    const redeem = (typed: string) =>
      codeOf(browser.call('POST /api/challenge/redeem', { input: { challenge: challenge.id, number: typed } }))
    expect(await redeem(number === '10' ? '11' : '10')).toBe('number.wrong')
    expect(await redeem(number!)).toBe('challenge.over')
    expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'denied', denial: 'wrong-number' })
  })

  it('neither binds nor unbinds', async () => {
    const unbind = linkOf(await beginUnbind(bound))
    const newcomer = world.browser()
    await signIn(newcomer, await world.user('picture-bind'))
    const binding = linkOf(await newcomer.call('POST /api/bindings', { input: { kind: 'wechat' } }))
    for (const scene of pictures) {
      expect(await codeOf(phone.scan(unbind, scene))).toBe('scan.picture')
      expect(await codeOf(phone.scan(binding, scene))).toBe('scan.picture')
    }
    expect(await codeOf(phone.scan(unbind, 1047))).toBe('ok')
    expect(await codeOf(phone.scan(binding, 1011))).toBe('ok')
  })
})

describe('Q35: a ticket that came by a chat, a link or another mini-program', () => {
  it.each(chatsAndLinks)('(scene %i) is refused for every purpose and changes nothing', async (scene) => {
    const { link } = await login()
    expect(await codeOf(phone.scan(link, scene))).toBe('scan.picture')
    expect((await sessionOf(world, address)).challenge).toMatchObject({ status: 'pending', scan: null, strangers: 0 })
  })
})

describe('WeChat on a computer', () => {
  it.each(['windows', 'mac'])('(%s) takes no scan: it is no second device', async (platform) => {
    const { link } = await login()
    expect(await codeOf(phone.scan(link, 1011, platform))).toBe('scan.computer')
    expect((await sessionOf(world, address)).challenge).toMatchObject({ status: 'pending' })
    expect(await codeOf(phone.scan(link, 1011, 'android'))).toBe('ok')
  })
})

describe('a bind', () => {
  it('Q16: needs the two digits even when the camera read the QR', async () => {
    const browser = world.browser()
    const { challenge } = await approvedBind(browser, world.phone('digits'), await world.user('digits'))
    expect(challenge.needsNumber).toBe(true)
    const input = { challenge: challenge.id }
    expect(await codeOf(browser.call('POST /api/challenge/redeem', { input }))).toBe('request.invalid')
    expect(await browser.call('GET /api/bindings')).toMatchObject({ isOn: false })
  })

  it('is refused to a WeChat that holds twenty mailboxes, and open to one that holds nineteen', async () => {
    const holder = world.phone('holder')
    await bind(world.browser(), holder, await world.user('holder-0'))
    const accounts = world.database.connection.collection<{ _id: string; address: string }>('accounts')
    const { _id, ...first } = (await accounts.findOne({ address: 'holder-0@cqu.edu.cn' }))!
    const copies = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, at) => ({
        ...first,
        _id: `copy-${from + at}`,
        address: `copy-${from + at}@cqu.edu.cn`,
      }))
    await accounts.insertMany(copies(1, 20))
    const browser = world.browser()
    await signIn(browser, await world.user('one-too-many'))
    const challenge = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    expect(await codeOf(holder.scan(linkOf(challenge)))).toBe('binding.full')
    await accounts.deleteOne({ _id: 'copy-1' })
    expect(await codeOf(holder.scan(linkOf(challenge)))).toBe('ok')
  })
})
