// App passwords, made and ended in the browser, and what the mail servers are told of it.
import { expect } from '@jest/globals'
import type { Browser } from '../../actors/browser.ts'
import { makePassword } from '../../actors/mail-owner.ts'
import { accountOf } from '../../actors/records.ts'
import { untilRelayRests, type Cast } from './cast.ts'
import { boundByCode } from './code-people.ts'
import type { Flows, Scene } from './flow.ts'
import { nextRound, untilAllTold, untilCarried } from './told.ts'

const end = (browser: Browser, id: string) => browser.call('DELETE /api/app-passwords/:id', { params: { id } })
const kicks = ({ database }: Cast) => database.models.kicks.collection

/** An owner with one app password, and nothing left to be told of him. */
async function withPassword(cast: Cast) {
  const owner = await boundByCode(cast, 'totp')
  const { made, password } = await makePassword(owner)
  await untilAllTold(cast)
  await kicks(cast).deleteMany({})
  return { ...owner, id: made.id, text: password }
}

const ended = { 'app-password.ended': 1, told: 1 } as const

/** Ends one, which only the process that dies carries and tells, and goes on asking until it is dead. */
async function untilDead(cast: Cast, browser: Browser, id: string): Promise<void> {
  await untilRelayRests(cast)
  await end(browser, id)
  for (;;) await browser.call('GET /api/branding')
}

/** The one mail server was told of what ended here, once it was due. */
async function untilKicked(cast: Cast, address: string): Promise<void> {
  const { _id: accountId } = await accountOf(cast, address)
  const waiting = { accountId, dueAt: { $exists: true } }
  // What a dead process had begun is due again after limits.kickClaim; here it is as if that had passed.
  await kicks(cast).updateMany(waiting, { $set: { dueAt: new Date() } })
  while ((await kicks(cast).countDocuments(waiting)) > 0) await nextRound(cast)
  expect(await kicks(cast).countDocuments({ accountId, doneAt: { $exists: true } })).toBe(1)
}

/** Its password is deleted, and a process dies of carrying that. */
async function beginToEnd(cast: Cast): Promise<Scene> {
  const { address, browser, id } = await withPassword(cast)
  return {
    address,
    act: () => untilDead(cast, browser, id),
    async goOn() {
      await untilCarried(cast)
      await untilKicked(cast, address)
    },
  }
}

export const passwordFlows: Flows = {
  'making an app password': {
    core: ['makeAppPassword'],
    entry: 'POST /api/app-passwords',
    writes: ['accounts.addAppPassword'],
    leaves: { 'app-password.made': 2, 'app-password.ended': 1, told: 3 },
    async begin(cast) {
      const owner = await boundByCode(cast, 'totp')
      const { address, browser } = owner
      return {
        address,
        act: () => makePassword(owner),
        async goOn() {
          // It is there, and nobody has seen its text.
          const { passwords } = await browser.call('GET /api/app-passwords')
          await end(browser, passwords[0]!.id)
          const { password } = await makePassword(owner)
          expect(await cast.door.dovecot(address, password)).toMatchObject({ is: 'ok' })
        },
      }
    },
  },
  'deleting an app password': {
    core: ['endAppPassword'],
    entry: 'DELETE /api/app-passwords/:id',
    writes: ['accounts.endAppPassword'],
    // What has ended is a wrong secret like any other.
    leaves: { ...ended, 'client.refused': 1 },
    async begin(cast) {
      const { address, browser, id, text } = await withPassword(cast)
      return {
        address,
        act: () => end(browser, id),
        async goOn() {
          expect(await cast.door.dovecot(address, text)).toMatchObject({ is: 'wrong' })
          expect(await end(browser, id)).toMatchObject({ passwords: [] })
          await untilCarried(cast)
          await untilKicked(cast, address)
        },
      }
    },
  },
  'the relay, which carries the end of an app password to the trail, its owner and the mail servers': {
    core: ['startRelay', 'sendNotices'],
    entry: 'DELETE /api/app-passwords/:id',
    writes: [
      'audit.append',
      'auditChain.append',
      'notices.add',
      'mailSessions.add',
      'outboxes.told',
      'notices.claim',
      'notices.settle',
    ],
    leaves: ended,
    begin: beginToEnd,
  },
  'a process that ends what is open at a mail server': {
    core: ['endMailSessions'],
    entry: 'DELETE /api/app-passwords/:id',
    writes: ['mailSessions.claim', 'mailSessions.settle'],
    leaves: ended,
    begin: beginToEnd,
  },
}
