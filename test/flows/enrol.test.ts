// account enrol, as it is typed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { operate } from '../actors/operator.ts'
import { accountOf, auditOf } from '../actors/records.ts'

let world: FullWorld
beforeAll(async () => {
  world = await startFullWorld()
})
afterAll(() => world.stop())

const enrol = (address: string, ...more: string[]) => operate(world.env, ['account', 'enrol', address, ...more])
const why = ['--reason', 'its password was for sale']

async function person(name: string) {
  const address = await world.user(name)
  const browser = world.browser()
  await signInAnew(browser, address)
  return { address, browser }
}

const shown = async (address: string) => {
  const { answer } = await operate(world.env, ['account', 'show', address])
  return answer.filter((line) => line.startsWith('enrol'))
}

describe('account enrol', () => {
  it('calls a mailbox, tells it, and is shown', async () => {
    const { address, browser } = await person('called')
    expect(await shown(address)).toEqual([])
    const { code, answer, beside } = await enrol(address, ...why)
    expect([code, answer.length, beside]).toEqual([0, 1, []])
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'change-password' })
    expect(await shown(address)).toEqual([
      expect.stringMatching(/^enrol {2}called \S+Z {2}the mailbox password of then has to be changed first$/),
    ])
    await world.deliver()
    const mails = await world.smtp.mails(address)
    expect(mails.map(({ text }) => text)).toEqual([expect.stringContaining('管理员要求您修改邮箱密码')])
  })

  it('says that no password is known yet', async () => {
    const { address } = await person('nothing-known')
    await world.database.connection.collection('accounts').updateOne({ address }, { $set: { passwordMark: null } })
    expect((await enrol(address, ...why)).beside).toEqual([expect.stringMatching(/^No password of it is known/)])
    expect(await shown(address)).toEqual([expect.stringContaining('the next mailbox password that is typed')])
  })

  it('takes it back, and tells the trail of both', async () => {
    const { address, browser } = await person('taken-back')
    await enrol(address, ...why)
    expect(await enrol(address, '--off', '--reason', 'a mistake')).toMatchObject({ code: 0, beside: [] })
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in' })
    const { _id, enrol: left } = await accountOf(world, address)
    expect(left).toBeNull()
    const told = (await auditOf(world, _id)).filter(({ actor }) => actor === 'operator')
    expect(told.map(({ type, detail }) => [type, detail])).toEqual([
      ['account.enrol', 'its password was for sale'],
      ['account.enrol-off', 'a mistake'],
    ])
  })

  it('refuses what cannot be done, and does nothing', async () => {
    const { address, browser } = await person('refused')
    expect(await enrol(address, '--off', ...why)).toMatchObject({ code: 65, beside: ['it is not called to enrol'] })
    expect((await enrol(address)).code).toBe(64)
    expect((await enrol('nobody@cqu.edu.cn', ...why)).code).toBe(65)
    await bindWith(browser, handsOf(world, 'totp', 'refused'))
    expect(await enrol(address, ...why)).toMatchObject({ code: 65, beside: ['two-step verification is on already'] })
    expect((await accountOf(world, address)).enrol).toBeNull()
  })

  it('is not said twice', async () => {
    const { address } = await person('said-twice')
    await enrol(address, ...why)
    const before = await accountOf(world, address)
    expect(await enrol(address, ...why)).toMatchObject({
      code: 65,
      beside: [expect.stringContaining('already, since')],
    })
    expect((await accountOf(world, address)).enrol).toEqual(before.enrol)
  })
})
