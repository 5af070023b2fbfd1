// What the help desk does for a person who has lost everything: account reset, as it is typed, and what the code is good for.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { noticeWords } from '../../shared/messages/notices.ts'
import { note } from '../after/ledger.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { answer, bindWith, handsOf, prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { operate } from '../actors/operator.ts'
import { codeOf, tally } from '../actors/outcome.ts'
import { accountOf, auditOf } from '../actors/records.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

const reason = 'lost her phone, showed her card'
const reset = (address: string, ...more: string[]) =>
  operate(world.env, ['account', 'reset', address, '--reason', reason, ...more])

/** @returns the code as it is printed. */
async function resetCode(address: string): Promise<string> {
  const { code, answer: lines } = await reset(address)
  expect([code, lines]).toEqual([0, [expect.stringMatching(/^([a-z2-7]{4} ){3}[a-z2-7]{4}$/)]])
  note('help-desk code', lines[0]!.replaceAll(' ', ''))
  return lines[0]!
}

/** A person with an app bound, signed in. */
async function person(name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  const app = handsOf(world, 'totp', name)
  await bindWith(browser, app)
  return { address, browser, app }
}

const typeCode = async (browser: Browser, address: string, code: string) =>
  answer(browser, (await signInAnew(browser, address)).challenge!, 'helpdesk', code)

const promptsOf = async (address: string) => (await signInAnew(world.browser(), address)).challenge!.prompts

describe('account reset', () => {
  it('puts one code in place of everything that was bound; it signs in, and the first method that is bound takes its place', async () => {
    const { address, browser } = await person('reset')
    const code = await resetCode(` ${address.toUpperCase()}`)
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'anonymous' })
    expect(await promptsOf(address)).toMatchObject([
      { shape: 'code', kind: 'helpdesk', format: 'letters', sentTo: null },
    ])

    const fresh = world.browser()
    expect(await typeCode(fresh, address, code.toUpperCase())).toMatchObject({ state: 'signed-in', aal: 2 })
    expect(await fresh.call('GET /api/bindings')).toMatchObject({ isOn: true, recovery: null })
    const app = handsOf(world, 'totp', 'reset')
    expect(await bindWith(fresh, app)).toMatchObject({ state: 'signed-in' })
    expect((await accountOf(world, address)).bindings.map(({ kind }) => kind)).toEqual(['totp'])
    const next = world.browser()
    expect(await prove(next, (await signInAnew(next, address)).challenge, app)).toMatchObject({ state: 'signed-in' })
  })

  it('ends what was begun before it: sign-ins, and changes of factors', async () => {
    const { address, browser, app } = await person('reset-begun')
    const other = world.browser()
    const { challenge } = await signInAnew(other, address)
    const toFill = await browser.call('POST /api/bindings', { input: { kind: 'sms' } })
    await resetCode(address)
    expect(await codeOf(answer(other, challenge!, 'totp', await app.code()))).toBe('session.ended')
    expect(await codeOf(handsOf(world, 'sms', 'x').fill(browser, toFill))).toBe('session.ended')
    expect((await accountOf(world, address)).bindings).toHaveLength(1)
  })

  it('R1: the code signs in once, of ten that come at the same time too; then two-step verification is on and nothing proves', async () => {
    const { address } = await person('reset-once')
    const code = await resetCode(address)
    const browsers = Array.from({ length: 10 }, () => world.browser())
    const begun = await Promise.all(browsers.map((browser) => signInAnew(browser, address)))
    const ends = browsers.map((browser, at) => codeOf(answer(browser, begun[at]!.challenge!, 'helpdesk', code)))
    expect(tally(await Promise.all(ends)).ok).toBe(1)

    const late = world.browser()
    const { state, challenge } = await signInAnew(late, address)
    expect([state, challenge!.prompts]).toEqual(['second-step', []])
    expect(await codeOf(answer(late, challenge!, 'helpdesk', code))).toBe('method.not-offered')
    expect(await late.call('GET /api/challenge')).toMatchObject({ status: 'pending', prompts: [] })
    expect(await late.call('DELETE /api/session')).toMatchObject({ state: 'anonymous' })
    const { answer: lines } = await operate(world.env, ['account', 'show', address])
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^factor {2}helpdesk .* none left/)]))
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^locked out .*account reset$/)]))
  })

  it('a wrong code is counted like every other', async () => {
    const { address } = await person('reset-wrong')
    await resetCode(address)
    const browser = world.browser()
    const { challenge } = await signInAnew(browser, address)
    for (let left = limits.triesBeforeRest; left > 1; left -= 1)
      expect(await codeOf(answer(browser, challenge!, 'helpdesk', 'aaaabbbbccccdddd'))).toBe('code.wrong')
    expect(await codeOf(answer(browser, challenge!, 'helpdesk', 'aaaabbbbccccdddd'))).toBe('throttle.wait')
  })

  it('the code trusts no browser, and makes no recovery codes: both would outlive it', async () => {
    const { address } = await person('reset-trust')
    const code = await resetCode(address)
    const browser = world.browser()
    const { challenge } = await signInAnew(browser, address)
    await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
    await answer(browser, challenge!, 'helpdesk', code)
    expect(await codeOf(browser.call('POST /api/recovery-codes', { input: {} }))).toBe('binding.none')
    expect(await browser.call('GET /api/devices')).toMatchObject({ devices: [] })
    expect(await signInAnew(browser, address)).toMatchObject({ state: 'second-step' })
  })

  it('P05: a browser that was trusted is asked', async () => {
    const { address, app } = await person('reset-device')
    const browser = world.browser()
    const { challenge } = await signInAnew(browser, address)
    await browser.call('POST /api/challenge/trust', { input: { challenge: challenge!.id, wanted: true } })
    await answer(browser, challenge!, 'totp', await app.code())
    expect(await signInAnew(browser, address)).toMatchObject({ state: 'signed-in', isTrusted: true })
    await resetCode(address)
    expect(await signInAnew(browser, address)).toMatchObject({ state: 'second-step' })
  })

  it('is told to the mailbox and to what was bound, and stands in the trail with its reason', async () => {
    const { address, browser } = await person('reset-told')
    const mail = handsOf(world, 'email', 'told')
    await bindWith(browser, mail)
    await resetCode(address)
    const { _id } = await accountOf(world, address)
    await world.deliver()
    const trail = await auditOf(world, _id)
    expect(trail.find(({ type }) => type === 'account.reset')).toMatchObject({
      actor: 'operator',
      outcome: 'ok',
      detail: reason,
      browser: null,
    })
    const what = noticeWords['account.reset'].what['zh-CN']
    const heard = async (to: string) => (await world.smtp.mails(to)).filter(({ text }) => text?.includes(what)).length
    expect([await heard(address), await heard(mail.target!)]).toEqual([1, 1])
  })

  it('asks for a reason of one line, and for an address that somebody has signed in with; otherwise it changes nothing', async () => {
    const { address } = await person('reset-reason')
    const held = async () => {
      const { rev, bindings, ended } = await accountOf(world, address)
      return { rev, bindings, ended }
    }
    const before = await held()
    const reasons = [[], ['--reason', ' '], ['--reason', 'x'.repeat(201)], ['--reason', 'one\ntwo']]
    const codes = []
    for (const words of reasons) codes.push((await operate(world.env, ['account', 'reset', address, ...words])).code)
    expect(codes).toEqual([64, 65, 65, 65])
    expect(await reset('nobody@cqu.edu.cn')).toMatchObject({ code: 65, answer: [] })
    expect(await held()).toEqual(before)
  })

  // The last one: the commands have the machine's clock, which does not move with the world's.
  it('the code is over after a day: it is not offered, and one that is typed in an older page is not taken', async () => {
    const { address } = await person('reset-late')
    const code = await resetCode(address)
    const { _id, bindings } = await accountOf(world, address)
    const { id, until, unused } = bindings[0]!
    world.clock.advance(until!.getTime() - world.clock.now().getTime() - limits.challengeLife / 2)
    const browser = world.browser()
    const { challenge } = await signInAnew(browser, address)
    expect(challenge!.prompts).toHaveLength(1)
    world.clock.advance(limits.challengeLife / 2)
    expect(await codeOf(answer(browser, challenge!, 'helpdesk', code))).toBe('method.not-offered')
    expect(await promptsOf(address)).toEqual([])
    // The write itself knows the time: of a code that is typed in its last moment.
    const spent = { bindingId: id, what: { mark: unused![0]! } }
    const { consume } = world.app.services.accounts
    expect(await consume(_id, { ...spent, now: until! }, [])).toBeNull()
    expect(await consume(_id, { ...spent, now: new Date(until!.getTime() - 1) }, [])).not.toBeNull()
  })
})
