// Scans are graded (spec R16): what speaks against one costs the two digits at sign-in, and a strict policy refuses it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { bind, linkOf, redeem, signIn, signInAnew } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

// Telecom and the education network in Chongqing, and one abroad: ip2region knows where they are.
const chongqing = '222.178.10.10'
const campus = '202.202.0.20'
const netherlands = '145.18.10.1'
const from = (address: string) => ({ 'x-forwarded-for': address })

let world: World
let strict: World
beforeAll(async () => {
  world = await startWorld({ TRUSTED_PROXIES: '127.0.0.1' })
  strict = await startWorld({ TRUSTED_PROXIES: '127.0.0.1', SCAN_POLICY: 'strict' })
}, 60_000)
afterAll(async () => {
  await world.stop()
  await strict.stop()
})

interface From {
  browser?: string
  phone?: string
  isNew?: boolean
}

/** A bound account; then its sign-in page in a browser there, and its phone here. */
async function scanned(at: World, name: string, { browser: there = chongqing, phone: here = chongqing, isNew }: From) {
  const address = await at.user(name)
  const home = at.browser({ headers: from(chongqing) })
  await bind(home, at.phone(name, from(chongqing)), address)
  const browser = at.browser({ headers: from(there) })
  const { challenge } = await (isNew ? signInAnew : signIn)(browser, address)
  const phone = at.phone(name, from(here))
  return { address, browser, phone, challenge: challenge!, scan: () => phone.scan(linkOf(challenge)) }
}

describe('R16, Q15: a scan', () => {
  it('by the owner in his own browser and city has nothing against it, and ends without digits', async () => {
    const { browser, phone, challenge, scan } = await scanned(world, 'at-home', {})
    const view = await scan()
    expect(view).toMatchObject({ doubts: [], usualArea: null })
    expect(await phone.answer(view, 'approve')).toMatchObject({ number: null })
    expect(await redeem(browser, challenge)).toMatchObject({ state: 'signed-in' })
  })

  it.each<[string, From, string[]]>([
    ['for a browser that the account has never seen', { isNew: true }, ['new-browser']],
    ['of a screen in another country', { browser: netherlands }, ['other-province']],
    ['of a screen at another operator of the same city', { browser: campus }, ['other-operator']],
    ['from an address that no table knows', { phone: '203.0.113.9' }, []],
  ])('%s is told to the phone', async (_, where, doubts) => {
    const name = `told-${doubts.join('-')}-${where.isNew === true}`
    const { browser, phone, challenge, scan } = await scanned(world, name, where)
    const view = await scan()
    expect(view).toMatchObject({ doubts, number: null })
    const { number } = await phone.answer(view, 'approve')
    expect(number === null).toBe(doubts.length === 0)
    const without = await codeOf(redeem(browser, challenge))
    expect(without).toBe(doubts.length === 0 ? 'ok' : 'request.invalid')
    const after = await codeOf(redeem(browser, challenge, number))
    expect(after).toBe(doubts.length === 0 ? 'challenge.over' : 'ok')
  })

  it('says where the mailbox usually signs in, and nothing of it to a WeChat that is not bound', async () => {
    const { scan } = await scanned(world, 'usual', { browser: netherlands })
    expect(await scan()).toMatchObject({ usualArea: '重庆', browser: { place: { area: '荷兰' } } })
    const browser = world.browser({ headers: from(netherlands) })
    await signIn(browser, await world.user('usual-bind'))
    const bound = await browser.call('POST /api/bindings', { input: { kind: 'wechat' } })
    const view = await world.phone('usual-stranger', from(chongqing)).scan(linkOf(bound))
    expect(view).toMatchObject({ doubts: ['other-province'], usualArea: null })
  })

  it('keeps its doubts over a new QR, and a finished sign-in makes the browser a known one', async () => {
    const { address, browser, phone, challenge } = await scanned(world, 'learned', { isNew: true })
    await phone.answer(await phone.scan(linkOf(challenge)), 'deny')
    const again = await browser.call('POST /api/challenge/renew', { input: { challenge: challenge.id, by: 'click' } })
    const view = await phone.scan(linkOf(again))
    expect(view).toMatchObject({ doubts: ['new-browser'] })
    await redeem(browser, again, (await phone.answer(view, 'approve')).number)
    await browser.call('DELETE /api/session')
    const { challenge: next } = await signInAnew(browser, address)
    expect(await phone.scan(linkOf(next))).toMatchObject({ doubts: [] })
  })
})

describe('R16: SCAN_POLICY=strict', () => {
  it('refuses a doubtful scan, changes nothing, and says so in the trail; the code goes on', async () => {
    const { address, browser, phone, challenge, scan } = await scanned(strict, 'strict', { isNew: true })
    expect(await codeOf(scan())).toBe('scan.policy')
    expect(await browser.call('GET /api/challenge')).toMatchObject({ status: 'pending', strangers: 0 })
    const trail = await auditOf(strict, (await accountOf(strict, address))._id)
    expect(trail).toContainEqual(expect.objectContaining({ type: 'scan.turned-away', detail: 'policy: new-browser' }))
    const input = { challenge: challenge.id, kind: 'wechat' as const, code: await phone.code() }
    expect(await browser.call('POST /api/challenge/answer', { input })).toMatchObject({ state: 'signed-in' })
  })

  it('takes a scan that nothing speaks against', async () => {
    const { scan } = await scanned(strict, 'strict-home', {})
    expect(await scan()).toMatchObject({ status: 'scanned' })
  })
})
