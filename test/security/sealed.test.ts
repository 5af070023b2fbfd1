import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvedLogin, bind, linkOf, redeem, signIn, typeCode } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, sessionOf } from '../actors/records.ts'
import { startWorld, type World } from '../actors/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const collection = (name: string) => world.database.connection.collection<{ _id: string }>(name)

async function bound(name: string) {
  const address = await world.user(name)
  const phone = world.phone(name)
  await bind(world.browser(), phone, address)
  return { address, phone, account: await accountOf(world, address) }
}

describe('R7, P14: somebody who writes in the database', () => {
  it('and copies his own binding into another account’s row cannot sign in there by code', async () => {
    const thief = await bound('row-thief')
    const victim = await bound('row-victim')
    const stolen = { ...victim.account.bindings[0]!, sealed: thief.account.bindings[0]!.sealed }
    await collection('accounts').updateOne({ _id: victim.account._id }, { $set: { bindings: [stolen] } })
    const browser = world.browser()
    const { challenge } = await signIn(browser, victim.address)
    expect(await codeOf(typeCode(browser, challenge, await thief.phone.code()))).toBe('internal')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step' })
  })

  it('and copies the whole binding, id and mark too, cannot either', async () => {
    const thief = await bound('binding-thief')
    const victim = await bound('binding-victim')
    const browser = world.browser()
    const code = await thief.phone.code()
    await collection('accounts').updateOne({ _id: victim.account._id }, { $set: { bindings: thief.account.bindings } })
    const { challenge } = await signIn(browser, victim.address)
    expect(await codeOf(typeCode(browser, challenge, code))).toBe('internal')
  })

  it('and exchanges two fields of one binding opens neither', async () => {
    const { address, phone, account } = await bound('swapped')
    const code = await phone.code()
    const { openid, key } = account.bindings[0]!.sealed
    await collection('accounts').updateOne(
      { _id: account._id },
      { $set: { 'bindings.0.sealed': { openid: key, key: openid } } },
    )
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    expect(await codeOf(typeCode(browser, challenge, code))).toBe('internal')
  })

  it('and puts his approved scan into another’s session cannot make it that one’s approval', async () => {
    const thief = await bound('scan-thief')
    const victim = await bound('scan-victim')
    await approvedLogin(world.browser(), thief.phone, thief.address)
    const approved = (await sessionOf(world, thief.address)).challenge!
    const browser = world.browser()
    const { challenge } = await signIn(browser, victim.address)
    const { _id } = await sessionOf(world, victim.address)
    const change = { 'challenge.scan': approved.scan, 'challenge.status': 'approved' }
    await collection('sessions').updateOne({ _id }, { $set: change })
    expect(await codeOf(redeem(browser, challenge!))).toBe('internal')
    expect(await browser.call('GET /api/session')).toMatchObject({ state: 'second-step', aal: 1 })
  })

  it('and puts another’s openid into his phone’s row gets no code of that one', async () => {
    const thief = await bound('phone-thief')
    const victim = await bound('phone-victim')
    const rows = collection('phones')
    const victimRow = await rows.findOne({ mark: victim.account.bindings[0]!.mark! } as object)
    const stolen = victimRow as unknown as { sealed: string }
    await rows.updateOne({ mark: thief.account.bindings[0]!.mark! } as object, { $set: { sealed: stolen.sealed } })
    expect(await codeOf(thief.phone.call('GET /api/phone/codes'))).toBe('internal')
  })

  it('and reads it all finds no ticket to scan, no token to show and no key to make codes with', async () => {
    const { address, phone } = await bound('readable')
    const browser = world.browser()
    const { challenge } = await signIn(browser, address)
    const ticket = linkOf(challenge).split('/w/')[1]!
    const rows = await Promise.all(['accounts', 'sessions', 'phones'].map((name) => collection(name).find().toArray()))
    const text = JSON.stringify(rows)
    const secrets = [ticket, browser.cookies().get('__Host-session')!, await phone.openid(), phone.token()!]
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
})
