import type { Account } from './account.ts'
import { auditEvent, type AuditEvent, type OutboxEvent } from './audit.ts'
import type { DirectoryUser } from './directory.ts'
import { ending } from './mail-sessions.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'

/** Two people who are given one address by turns, within one sign-in: nobody is. */
const most = 5

/**
 * The account of somebody whom the directory has let in. One address leads to one account: when another one has it, its owner has lost the mailbox to
 * this person, and with it the sessions that were signed in to it; its factors stay, until the directory knows the owner by another address.
 * Database writes:
 *  1. another account has the address only: it loses it, its sessions end, here and at the mail servers, with the event. A kill after it: the address leads to no account until the
 *     person signs in again.
 *  2. first time, or another address than before, only: the account. A kill after it: the person signs in again.
 * @throws Problem('service.unavailable').
 */
export async function accountOf(services: Services, user: DirectoryUser): Promise<Account> {
  for (let times = 0; times < most; times += 1) {
    const account = await services.accounts.ensure(user.id, user.address)
    if (account) return account
    const holder = await services.accounts.byAddress(user.address)
    // Another sign-in of the same person may have been quicker.
    if (holder && holder.id !== user.id) await services.accounts.release(holder, lost(services.now(), holder, 'system'))
  }
  throw new Problem('service.unavailable')
}

/** What `accounts.release` tells. */
export const lost = (now: Date, holder: Account, actor: AuditEvent['actor']): OutboxEvent => ({
  ...auditEvent(now, {
    type: 'session.ended',
    outcome: 'ok',
    accountId: holder.id,
    actor,
    detail: 'address',
  }),
  ...ending(holder, now),
})
