// Several processes of ours, as they are deployed, and what they write.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createClock } from '../actors/clock.ts'
import { startTown, type Town } from '../actors/town.ts'
import { run } from '../mail-servers/command.ts'
import { askDoor, hangUp } from '../mail-servers/question.ts'
import { makeScratch } from '../mail-servers/scratch.ts'
import { until } from '../mail-servers/until.ts'
import { root } from '../setup/command.ts'
import { endPassword, makeOwner, makePassword, type Owner } from './owner.ts'

const key = randomBytes(32).toString('base64url')
let town: Town
let owner: Owner
beforeAll(async () => {
  const env = { DOORS_PORT: '0', DOORS_KEYS: `node1:${key}`, DOORS_MODE: 'enforce' }
  town = await startTown(2, { env })
  owner = await makeOwner({ ...town, browser: () => town.browser(), clock: createClock() }, 'owner', true)
}, 60_000)
afterAll(async () => {
  hangUp()
  await town.stop()
})

const doorOf = (at: number) => ({ url: town.servers[at]!.doors!, key })
const output = () => town.servers.map((server) => server.output()).join('')
/** Every process is asked at the same moment. */
const askAll = (password: string, ip?: string) =>
  Promise.all(town.servers.map((_, at) => askDoor({ door: doorOf(at), user: owner.address, password, ip })))

describe('two processes', () => {
  it('P12 refuse a password that one of them has just deleted', async () => {
    const { id, secret } = await makePassword(owner.browser)
    expect(await askAll(secret)).toEqual([200, 200])
    await endPassword(owner.browser, id)
    expect(await askAll(secret)).toEqual([401, 401])
  })
})

describe('our filter for fail2ban', () => {
  it('finds each new wrong secret once, by the client’s address, and nothing else', async () => {
    const { secret } = await makePassword(owner.browser)
    await askAll(secret, '203.0.113.20')
    for (const wrong of ['first', 'second', 'first', 'second', 'first']) await askAll(wrong, '203.0.113.21')
    await askAll('third', '203.0.113.22')
    const user = `${owner.address}> client=203.0.113.23 protocol=imap reason=unknown`
    expect(await askDoor({ door: doorOf(0), user, password: 'fourth' })).toBe(200)
    await until(() => output().includes('client=203.0.113.22'), output)
    const scratch = makeScratch()
    const log = scratch.write('log', output())
    const filter = join(root, 'server/doors/fail2ban/filter.conf')
    const said = await run('fail2ban-regex', ['--print-all-matched', '--out', 'ip', log, filter])
    scratch.remove()
    const found = said.output.match(/203\.0\.113\.2\d/g)
    expect(found?.sort()).toEqual(['203.0.113.21', '203.0.113.21', '203.0.113.22'])
  })
})
