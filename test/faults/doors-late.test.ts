// R12: a database that is silent makes a door say so in time, and lets nobody in.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { limits } from '../../shared/limits.ts'
import { createClock } from '../actors/clock.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner, makePassword } from '../actors/mail-owner.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startTestMongod, type TestMongod } from '../setup/mongod.ts'

const { secret, env } = doorFor('enforce', { NGINX_BACKENDS: 'imap=192.0.2.1:143' })
let mongod: TestMongod
let town: Town
beforeAll(async () => {
  mongod = await startTestMongod()
  town = await startTown(1, { mongodb: mongod.uri, env })
}, 60_000)
afterAll(async () => {
  await town.stop()
  await mongod.stop()
}, 60_000)
const door = mailDoor(() => town.servers[0]!.doors!, secret)

async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
  const start = performance.now()
  const answer = await work
  return { answer, ms: performance.now() - start }
}

it('R12: mongod that hangs: every door says in time that it cannot tell, and answers as before when it is back', async () => {
  const owner = await enrolledOwner({ ...town, clock: createClock() })
  const { password: text } = await makePassword(owner)
  expect(await door.dovecot(owner.address, text)).toMatchObject({ is: 'ok' })
  process.kill(mongod.pid, 'SIGSTOP')
  const [dovecot, nginx, names] = await Promise.all([
    timed(door.dovecot(owner.address, text)),
    timed(door.nginx(owner.address, text)),
    timed(door.get('/doors/names').then(({ status }) => status)),
  ])
  process.kill(mongod.pid, 'SIGCONT')
  expect(dovecot.answer).toEqual({ status: 503, is: 'unavailable' })
  expect(nginx.answer).toMatchObject({ status: '[UNAVAILABLE] Temporary authentication failure', server: null })
  expect(names.answer).toBe(503)
  // Without a time of its own a door would wait until the database is given up. How much later than its time it answers is the machine's load.
  for (const { ms } of [dovecot, nginx, names]) {
    expect(ms).toBeGreaterThan(limits.doorAnswersWithin - 100)
    expect(ms).toBeLessThan(limits.databaseTimeout)
  }
  expect(await door.dovecot(owner.address, text)).toMatchObject({ is: 'ok' })
}, 60_000)
