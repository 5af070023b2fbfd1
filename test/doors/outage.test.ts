// Our server is away: who has a second step waits, everybody else notices nothing, and nobody gets in wrongly.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { password } from '../actors/test-database.ts'
import type { Mood } from '../mail-servers/doors.ts'
import { startMailHouse, wayNames, type MailHouse, type WayName } from '../mail-servers/mail-house.ts'
import { tryPassword, type Verdict } from '../mail-servers/try-password.ts'
import { makeOwner, makePassword } from './owner.ts'

const enrolled = 'enrolled@cqu.edu.cn'
const plain = 'plain@cqu.edu.cn'

let house: MailHouse
let secret = ''
beforeAll(async () => {
  house = await startMailHouse({ mailboxes: { [enrolled]: password, [plain]: password } })
  const { browser } = await makeOwner(house.world, 'enrolled', true)
  secret = (await makePassword(browser)).secret
  await makeOwner(house.world, 'plain', false)
  await house.nodes[0]!.fetchNames()
}, 60_000)
afterAll(() => house.stop())

type Answers = Record<string, Verdict>

/** Who asks for what, and what follows on a way that asks a list of names first. */
const expected: Answers = {
  'enrolled, app password': 'later',
  'enrolled, mailbox password': 'later',
  'enrolled, wrong password': 'later',
  'plain, mailbox password': 'in',
  'plain, wrong password': 'wrong',
}
/** Postfix knows no temporary failure of Dovecot's: 535. Its README says what helps. */
const byPostfix: Answers = {
  ...expected,
  'enrolled, app password': 'wrong',
  'enrolled, mailbox password': 'wrong',
  'enrolled, wrong password': 'wrong',
}
const everybody = (verdict: Verdict): Answers => Object.fromEntries(Object.keys(expected).map((who) => [who, verdict]))
/** nginx asks about everybody, and has words of its own for an answer that is none. */
const byNginx = {
  'IMAP by nginx': everybody('* BAD internal server error'),
  'POP3 by nginx': everybody('-ERR internal server error'),
  'SMTP by nginx': everybody('451 4.3.2 Internal server error'),
}
const answers: Record<WayName, Answers> = {
  IMAP: expected,
  POP3: expected,
  'submission by Dovecot': expected,
  'SMTP by Postfix': byPostfix,
  ...byNginx,
}

async function answersOn(way: WayName): Promise<Answers> {
  const on = house.ways[way]
  const [app, mailbox, wrong, mine, other] = await Promise.all([
    tryPassword(on, enrolled, secret),
    tryPassword(on, enrolled, password),
    tryPassword(on, enrolled, 'quite another one'),
    tryPassword(on, plain, password),
    tryPassword(on, plain, 'quite another one'),
  ])
  return {
    'enrolled, app password': app,
    'enrolled, mailbox password': mailbox,
    'enrolled, wrong password': wrong,
    'plain, mailbox password': mine,
    'plain, wrong password': other,
  }
}

const all = async () =>
  Object.fromEntries(await Promise.all(wayNames.map(async (way) => [way, await answersOn(way)] as const)))

describe('an outage of ours', () => {
  it.each<Mood>(['stopped', 'hung', '500', 'html'])(
    'in which the doors are %s lets nobody in wrongly and touches only who has a second step',
    async (mood) => {
      await house.doors.is(mood)
      const [told, rules] = await Promise.all([all(), tryPassword(house.nodes[0]!.sieve, enrolled, secret)])
      expect(told).toEqual(answers)
      expect(rules).toBe('later')
    },
    60_000,
  )

  it('is over at once', async () => {
    await house.doors.is('up')
    const right = await Promise.all(wayNames.map((way) => tryPassword(house.ways[way], enrolled, secret)))
    expect(right).toEqual(wayNames.map(() => 'in'))
  })
})
