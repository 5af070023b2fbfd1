// Who gets into a mailbox by which password (spec §7), through real Dovecot, Postfix and nginx.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { password } from '../actors/test-database.ts'
import { openClient, roundcube, webmailEnv } from '../actors/webmail.ts'
import { beginSlow } from '../mail-servers/begin-slow.ts'
import { startMailHouse, wayNames, type MailHouse } from '../mail-servers/mail-house.ts'
import { tryPassword, type Way } from '../mail-servers/try-password.ts'
import { letExpire, makeCredentials, makeOwner, makePassword, type Owner } from './owner.ts'

const states = ['no factors', 'factors', 'observe mode'] as const
type State = (typeof states)[number]

/** The same on every way in. */
const table = `
                                | no factors | factors | observe mode
mailbox password                | in         | wrong   | in
app password                    | in         | in      | in
revoked                         | wrong      | wrong   | wrong
expired                         | wrong      | wrong   | wrong
wrong scope                     | wrong      | wrong   | wrong
with spaces and dashes          | in         | in      | in
upper case                      | in         | in      | in
with no-break spaces in UTF-8   | in         | in      | in
with no-break spaces in Latin-1 | in         | in      | in
of another account              | wrong      | wrong   | wrong
webmail’s token, from elsewhere | wrong      | wrong   | wrong
`
const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))

const expected = (state: State) => {
  const at = rows[0]!.indexOf(state)
  return Object.fromEntries(rows.slice(1).map((row) => [row[0], row[at]]))
}

const cells = wayNames.flatMap((way) => states.map((state) => [way, state] as const))
const nameOf = (way: string, state: string) => `${way}-${state}`.replaceAll(/\W+/g, '-').toLowerCase()

interface Cell {
  way: Way
  address: string
  credentials: Record<string, string | Buffer>
  again: Owner['again']
}

/** Each cell is a person of his own at an address of his own: nobody's wrong passwords count against another one. */
async function prepare({ world, ways }: MailHouse, of: readonly State[]): Promise<Map<string, Cell>> {
  const other = await makePassword((await makeOwner(world, 'other', true)).browser)
  const prepared = new Map<string, Cell>()
  for (const [at, [way, state]] of cells.entries()) {
    if (!of.includes(state)) continue
    const owner = await makeOwner(world, nameOf(way, state), state !== 'no factors')
    const credentials = await makeCredentials(owner, ways[way].dialect, {
      'of another account': other.secret,
    })
    prepared.set(nameOf(way, state), { way: { ...ways[way], from: `127.0.${at + 1}.1` }, ...owner, credentials })
  }
  letExpire(world)
  const webmail = await openClient(world.url, roundcube)
  for (const { credentials, again } of prepared.values())
    credentials['webmail’s token, from elsewhere'] = await webmail.mailPassword(await webmail.visit(await again()))
  return prepared
}

const mailboxes = Object.fromEntries(cells.map(([way, state]) => [`${nameOf(way, state)}@cqu.edu.cn`, password]))

async function answersTo({ way, address, credentials }: Cell) {
  const tried = Object.entries(credentials).map(
    async ([name, secret]) => [name, await tryPassword(way, address, secret)] as const,
  )
  return Object.fromEntries(await Promise.all(tried))
}

describe.each([
  ['enforce', ['no factors', 'factors']],
  ['observe', ['observe mode']],
] as const)('P06 doors that %s', (mode, of) => {
  let house: MailHouse
  const asked = cells.filter(([, state]) => (of as readonly State[]).includes(state))
  let told: (cell: (typeof cells)[number]) => ReturnType<typeof answersTo>

  beforeAll(async () => {
    house = await startMailHouse({ mailboxes, env: { DOORS_MODE: mode, ...webmailEnv() } })
    const prepared = await prepare(house, of)
    const answers = ([way, state]: (typeof cells)[number]) => answersTo(prepared.get(nameOf(way, state))!)
    told = beginSlow(asked, ([way]) => way, answers)
  }, 120_000)
  afterAll(() => house.stop())

  it.each(asked.map((cell) => [...cell, cell] as const))(
    'answer on %s, with %s, as the table says',
    async (_, state, cell) => {
      expect(await told(cell)).toEqual(expected(state))
    },
  )
})
