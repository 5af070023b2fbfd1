import { bindingOf, type Account } from './account.ts'
import { openBinding } from './binding.ts'
import { ending } from './mail-sessions.ts'
import { byOperator, insist, type OperatorNeeds } from './operator.ts'
import type { Erasure } from './operator-stores.ts'
import type { Sessions } from './stores.ts'
import { counterKeysOf } from './unlock.ts'

export interface Erased {
  sessions: number
  phones: number
  notices: number
  isUserErased: boolean
  /** Events of the trail, which stay. */
  kept: number
}

interface Needs extends OperatorNeeds {
  erasure: Erasure
  sessions: Pick<Sessions, 'byAccount'>
  /** Carries what waits in outboxes to the trail. */
  carry(): Promise<unknown>
}

/** Every keyed mark of the account's WeChat, unless another mailbox has it too. */
async function marksOf({ keys, factors, accounts }: Needs, account: Account): Promise<string[]> {
  const binding = bindingOf(account, 'wechat')
  if (!binding || !factors.wechat) return []
  const { openid } = openBinding(keys, factors.wechat, account.id, binding)
  const marks = keys.macs('binding', 'wechat', String(openid))
  const holders = await accounts.byMark('wechat', marks)
  return holders.some(({ id }) => id !== account.id) ? [] : marks
}

/** While there still are sessions to be told of. */
async function leaveClients(needs: Needs, account: Account): Promise<void> {
  const sessions = await needs.sessions.byAccount(account.id)
  if (!sessions.some(({ clients }) => clients.length > 0)) return
  const event = byOperator(needs.now(), 'session.ended', account.id, 'all')
  await insist(needs, account, () => ({ change: { endSessions: { keep: null } }, events: [event] }))
}

/**
 * Erases a person. Database writes, in order:
 *  1. the event, in the trail. A kill after it, or after any other before 5: the account is still found; the operator erases again, and the trail
 *     says so twice.
 *  1b. with app passwords only: an event that ends the mailbox's open sessions at the mail servers, in the outbox.
 *  1c. with sessions that signed in to OpenID clients only: the end of all, with the event that tells the clients and lets mail servers forget what
 *     webmails had, in the outbox.
 *  2. asked for only: the directory's user, so that nobody signs in any more.
 *  3. what waits in outboxes, carried to the trail: nothing that happened is lost.
 *  4. sessions, phone sessions of a WeChat that no other mailbox has, counters, notices, what OpenID clients had, mail clients, and what mail servers
 *     were told or would be later; what they are told now is kept until they are, without the address from then on.
 *  5. the account, on its revision and with an empty outbox. From here on nothing leads from the id in the trail to a person.
 *  6. once more what 4 took, for whoever was signing in at that moment. A kill before it: such a session is nobody's, and runs out.
 * The trail stays as it is, or it could not be verified any more: it holds the account's id, places and browsers, no address.
 * @throws Error when somebody changes the account again and again.
 */
export async function eraseAccount(
  needs: Needs,
  account: Account,
  { reason, withUser }: { reason: string; withUser: boolean },
): Promise<Erased> {
  const { audit, erasure, now, carry } = needs
  await audit.append([byOperator(now(), 'account.erased', account.id, reason)])
  if (account.appPasswords.length > 0) {
    const event = byOperator(now(), 'app-password.ended', account.id, 'all')
    await needs.accounts.tell(account.id, [{ ...event, ...ending(account, now()) }])
  }
  await leaveClients(needs, account)
  const isUserErased = withUser && (await erasure.user(account.id))
  const marks = await marksOf(needs, account)
  const counters = await counterKeysOf(needs, account)
  const taken = { sessions: 0, phones: 0, notices: 0 }
  const takeRest = async () => {
    await carry()
    taken.sessions += await erasure.sessions(account.id)
    taken.phones += await erasure.phones(marks)
    taken.notices += await erasure.notices(account.id)
    await erasure.openid(account.id)
    await erasure.mailClients(account.address)
    await erasure.kicks(account.id, now())
    await needs.counters.clear(counters)
  }
  await takeRest()
  await takeAccount(needs, account)
  await takeRest()
  return { ...taken, isUserErased, kept: await erasure.events(account.id) }
}

const tries = 20

/** What is written to it meanwhile is carried to the trail first. */
async function takeAccount({ accounts, erasure, carry }: Needs, { id }: Account): Promise<void> {
  for (let count = 0; count < tries; count += 1) {
    const met = await accounts.byId(id)
    if (!met || (await erasure.account(id, met.rev))) return
    await carry()
  }
  throw new Error('the account is being changed: try again')
}
