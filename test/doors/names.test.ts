// The list of names on a node: who is asked about at all, and what happens when the list is not to be relied on.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { password } from '../actors/test-database.ts'
import type { Dovecot } from '../mail-servers/dovecot.ts'
import { startMailHouse, type MailHouse } from '../mail-servers/mail-house.ts'
import { tryPassword, type Way } from '../mail-servers/try-password.ts'
import { until } from '../mail-servers/until.ts'
import { makeOwner, makePassword } from './owner.ts'

const enrolled = 'enrolled@cqu.edu.cn'
const moving = 'moving@cqu.edu.cn'
const plain = 'plain@cqu.edu.cn'
const canary = 'canary-0123@cqu.edu.cn'

let house: MailHouse
let node: Dovecot
beforeAll(async () => {
  const names = [enrolled, 'enrolled', moving, plain, canary]
  const mailboxes = Object.fromEntries(names.map((name) => [name, password]))
  house = await startMailHouse({ mailboxes, env: { MAIL_DOMAINS: 'cqu.edu.cn' } })
  node = house.nodes[0]!
  await makeOwner(house.world, 'enrolled', true)
  await makePassword((await makeOwner(house.world, 'moving', false)).browser)
  await makeOwner(house.world, 'plain', false)
}, 60_000)
afterAll(() => house.stop())

const list = () => readFileSync(node.names, 'utf8')
/** Whether a sign-in leads to a question to us. */
async function isAskedAbout(user: string, way: Way = node.ways.IMAP): Promise<boolean> {
  house.doors.asked()
  await tryPassword(way, user, password)
  return house.doors.asked().includes('/doors/dovecot')
}
/** For a script that is started anew, and reads the list at once. */
const restart = () => node.command('reload')
/** The script looks at the list every few seconds. */
const untilAsked = (user: string, is: boolean) =>
  until(
    async () => (await isAskedAbout(user)) === is,
    () => list(),
  )

describe('the script that fetches the list', () => {
  beforeEach(() => rmSync(node.names, { force: true }))

  it('writes who has a factor or an app password, for the group of Dovecot only', async () => {
    expect(await node.fetchNames()).toEqual({ code: 0, output: '' })
    const [first, ...names] = list().trimEnd().split('\n')
    expect(first).toMatch(/^# \d{10}$/)
    expect(names).toEqual([enrolled, moving])
    expect(statSync(node.names).mode & 0o777).toBe(0o640)
  })

  it('asks for what has changed only, and vouches for the old list', async () => {
    await node.fetchNames()
    node.ageNames(100)
    const old = list()
    expect((await node.fetchNames()).code).toBe(0)
    expect(list().split('\n').slice(1)).toEqual(old.split('\n').slice(1))
    expect(Number(/\d+/.exec(list())![0]) - Number(/\d+/.exec(old)![0])).toBeGreaterThanOrEqual(100)
  })

  it.each(['stopped', '500', 'html'] as const)(
    'keeps what it has while the doors are %s, and says so',
    async (mood) => {
      await node.fetchNames()
      const before = list()
      await house.doors.is(mood)
      const { code, output } = await node.fetchNames()
      await house.doors.is('up')
      expect([code, output]).toEqual([1, expect.stringContaining('second-step: no list of names')])
      expect(list()).toBe(before)
    },
  )
})

describe('the script in Dovecot', () => {
  beforeEach(async () => {
    await node.fetchNames()
    if (await isAskedAbout(plain)) await restart()
    await untilAsked(plain, false)
  })

  it('finds by itself that the list is another one', async () => {
    rmSync(node.names)
    await untilAsked(plain, true)
    expect(await isAskedAbout(plain)).toBe(true)
  })

  it('asks about who is on the list, however the name is written', async () => {
    expect(await isAskedAbout(enrolled)).toBe(true)
    expect(await isAskedAbout(moving)).toBe(true)
    // A site that folds no names itself.
    const unfolded = await house.addDovecot({ own: 'auth_username_format = %u' })
    await unfolded.fetchNames()
    expect(await isAskedAbout(plain, unfolded.ways.IMAP)).toBe(false)
    expect(await isAskedAbout(enrolled.toUpperCase(), unfolded.ways.IMAP)).toBe(true)
  })

  it('P06 asks about a name without a domain, which the next passdb may know', async () => {
    expect(await tryPassword(node.ways.IMAP, 'enrolled', password)).toBe('wrong')
  })

  it('asks about a probe of ours, by its name', async () => {
    expect(await isAskedAbout(canary)).toBe(true)
  })

  it('asks about a probe of ours, by the ID that it brings', async () => {
    const withId = (name: string): Way => ({ ...node.ways.IMAP, before: [[`i ID ("name" "${name}")`, /^i OK/m]] })
    expect(await isAskedAbout(plain, withId('x-probe-0123'))).toBe(true)
    expect(await isAskedAbout(plain, withId('Thunderbird'))).toBe(false)
  })

  it.each<[string, () => void]>([
    ['is missing', () => rmSync(node.names)],
    ['is empty', () => writeFileSync(node.names, '')],
    ['lacks its first line', () => writeFileSync(node.names, `${enrolled}\n`)],
    ['is older than ten minutes', () => node.ageNames(601)],
    ['is from a clock far ahead', () => node.ageNames(-3_600)],
  ])('asks about everybody when the list %s', async (_, spoil) => {
    spoil()
    await restart()
    await untilAsked(plain, true)
    expect(await tryPassword(node.ways.IMAP, plain, password)).toBe('in')
    expect(await tryPassword(node.ways.IMAP, enrolled, password)).toBe('wrong')
  })
})
