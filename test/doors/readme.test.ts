// The README's page for mail administrators, as it stands, on a machine whose /etc is a copy.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createClock } from '../actors/clock.ts'
import { password } from '../actors/test-database.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startAdminMachine, type AdminMachine } from '../mail-servers/admin-machine.ts'
import { tryPassword } from '../mail-servers/try-password.ts'
import { until } from '../mail-servers/until.ts'
import { root } from '../setup/command.ts'
import { makeOwner, makePassword, type Owner } from './owner.ts'

const title = '### Mail clients: from nothing to a Dovecot that enforces\n'
const page = readFileSync(join(root, 'README.md'), 'utf8').split(title)[1] ?? ''
const blocks = [...page.split(/^##/m)[0]!.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = '']) => block)

const enrolled = 'enrolled@cqu.edu.cn'
const plain = 'plain@cqu.edu.cn'

let town: Town
let machine: AdminMachine
let owner: Owner
let secret = ''
beforeAll(async () => {
  town = await startTown(1)
  const hall = { ...town, browser: () => town.browser(), clock: createClock() }
  owner = await makeOwner(hall, 'enrolled', true)
  await makeOwner(hall, 'plain', false)
  secret = (await makePassword(owner.browser)).secret
  machine = await startAdminMachine(town.env, { [enrolled]: password, [plain]: password })
}, 60_000)
afterAll(async () => {
  await machine.stop()
  await town.stop()
})

const answers = async () => ({
  'mailbox password': await tryPassword(machine.imap, enrolled, password),
  'client-specific password': await tryPassword(machine.imap, enrolled, secret),
  'without a factor': await tryPassword(machine.imap, plain, password),
  wrong: await tryPassword(machine.imap, enrolled, 'neither of them'),
})

describe('a mail administrator who follows the README', () => {
  it('begins with a Dovecot that knows mailbox passwords only', async () => {
    expect(blocks).toHaveLength(5)
    const before = {
      'mailbox password': 'in',
      'client-specific password': 'wrong',
      'without a factor': 'in',
      wrong: 'wrong',
    }
    expect(await answers()).toEqual(before)
  })

  it('has, three blocks later, one that observes and refuses nothing', async () => {
    for (const block of blocks.slice(0, 3)) expect(await machine.type(block)).toMatchObject({ code: 0 })
    await until(async () => (await tryPassword(machine.imap, enrolled, secret)) === 'in', machine.log)
    const observed = {
      'mailbox password': 'in',
      'client-specific password': 'in',
      'without a factor': 'in',
      wrong: 'wrong',
    }
    expect(await answers()).toEqual(observed)
  }, 60_000)

  it('reads who would be refused', async () => {
    const report = async () => (await machine.type(blocks[3]!)).output
    const said = new RegExp(`^would be refused  imap  ${enrolled}  `, 'm')
    let last = ''
    await until(
      async () => said.test((last = await report())),
      () => last,
    )
    expect(await report()).not.toContain(plain)
  }, 60_000)

  it('has, one more block later, one that enforces', async () => {
    expect(await machine.type(blocks[4]!)).toMatchObject({ code: 0 })
    const enforced = {
      'mailbox password': 'wrong',
      'client-specific password': 'in',
      'without a factor': 'in',
      wrong: 'wrong',
    }
    expect(await answers()).toEqual(enforced)
  }, 60_000)
})
