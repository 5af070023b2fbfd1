// R7: the master key is replaced while people are signed in at webmails: keys rotate, as it is typed.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { createRotation } from '../../server/store/rotation.ts'
import { limits } from '../../shared/limits.ts'
import { noteKeys } from '../after/dump.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { prove } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner } from '../actors/mail-owner.ts'
import { placesUnder } from '../actors/made-under.ts'
import { webmailHost } from '../actors/openid-client.ts'
import { operate } from '../actors/operator.ts'
import { openClient, roundcube, webmailEnv, type OpenClient } from '../actors/webmail.ts'
import { newKey } from '../actors/world.ts'

const [old, young] = [newKey('k1'), newKey('k2')]
const both = `${young},${old}`
const { secret, env } = doorFor('enforce', webmailEnv())
let world: FullWorld
let webmail: OpenClient
let owner: Owner
/** Goes on with what it was given under the old key. */
let sleeper: Owner
type Owner = Awaited<ReturnType<typeof signedIn>>

/** Somebody at the webmail. */
async function signedIn() {
  const enrolled = await enrolledOwner(world)
  const visit = await webmail.visit(enrolled.browser)
  return { ...enrolled, visit, token: await webmail.mailPassword(visit) }
}

beforeAll(async () => {
  world = await startFullWorld({ ...env, KEYS: old })
  webmail = await openClient(world.url, roundcube)
  owner = await signedIn()
  sleeper = await signedIn()
})
afterAll(async () => {
  await noteKeys(world.database.connection, readConfig({ ...world.env, KEYS: both }).keys!)
  await world.stop()
})
const door = mailDoor(() => world.doors, secret)

const rotate = (...more: string[]) => operate({ ...world.env, KEYS: both }, ['keys', 'rotate', ...more])
const keyIds = async () => {
  const { keys } = (await (await fetch(`${world.url}/openid/jwks`)).json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}
const opens = async ({ address }: Owner, token: string) => (await door.dovecot(address, token, 'imap', webmailHost)).is
const left = [
  expect.stringMatching(/^older key {2}\d tokens of webmails {2}the last one ends \d{4}-/),
  expect.stringMatching(/^older key {2}\d requests, codes and tokens of OpenID clients {2}the last one ends \d{4}-/),
]

describe('R7: keys rotate, with OpenID clients', () => {
  it('seals what signs anew and changes no key of it; what clients have goes on, and is named with its end', async () => {
    const signing = await keyIds()
    expect(await placesUnder(world.database, 'k1')).toContain('openidKeys.sealed')
    await world.restart(both)
    const { code, answer } = await rotate()
    expect([code, answer]).toEqual([0, expect.arrayContaining(left)])
    const places = await placesUnder(world.database, 'k1')
    expect(places).not.toContain('openidKeys.sealed')
    expect(places).toContain('accounts.webmailTokens.mac')
    expect(await keyIds()).toEqual(signing)
    expect(await opens(owner, owner.token)).toBe('ok')
    const { access_token: access } = await webmail.party.refresh(owner.visit.refresh)
    expect(await opens(owner, (await webmail.party.mailPassword(access)).body.password)).toBe('ok')
  })

  it('does not undo a key that came in between: what it has read is written only where it still is', async () => {
    const { collection } = world.database.models.openidKeys
    const [key] = await collection.find().toArray()
    const seal = { id: String(key!._id), before: 'k1.another', after: 'k2.lost' }
    await createRotation(world.database.models).resealOpenidKeys([seal])
    expect(await collection.findOne({ _id: key!._id })).toEqual(key)
  })

  it('--finish leaves what runs out within hours, and says so; without the old key a webmail asks its person once more', async () => {
    const { code, answer } = await rotate('--finish')
    expect([code, answer]).toEqual([0, expect.arrayContaining(left)])
    expect(answer[0]).toMatch(/^nothing needs the older key/)
    await world.restart(young)
    expect(await opens(sleeper, sleeper.token)).toBe('wrong')
    await expect(webmail.party.refresh(sleeper.visit.refresh)).rejects.toMatchObject({ error: 'invalid_grant' })
    world.clock.advance(limits.resendAfter)
    const browser = world.browser()
    await prove(browser, (await signInAnew(browser, sleeper.address)).challenge, sleeper.mail)
    expect(await opens(sleeper, await webmail.mailPassword(await webmail.visit(browser)))).toBe('ok')
  })
})
