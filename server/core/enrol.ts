import { hasFactor, type Account } from './account.ts'
import { withChannels } from './channels.ts'
import { byOperator, insist, type OperatorNeeds } from './operator.ts'

/** Why this account is not called to enrol; null: it can be. */
export function whyNotCalled(account: Account): string | null {
  if (hasFactor(account)) return 'two-step verification is on already'
  return account.enrol && `it is called to enrol already, since ${account.enrol.at.toISOString()}`
}

/**
 * A first factor has to be bound before anything else, by somebody who has changed the mailbox password: who has learnt the old one must not bind
 * a phone of his own. One write on the account, on its revision and on the mark that it copies, with the event and its channels in the outbox;
 * sessions that are there are held back from then on. A kill after it: called. The call ends in the write that binds (outcomes.bind).
 * @throws Error when a factor was bound meanwhile, or another operator has called.
 */
export function callToEnrol(needs: OperatorNeeds, account: Account, reason: string): Promise<Account> {
  const event = byOperator(needs.now(), 'account.enrol', account.id, reason)
  return insist(needs, account, (met) => {
    const fault = whyNotCalled(met)
    if (fault !== null) throw new Error(fault)
    const change = { enrol: { at: event.at, passwordMark: met.passwordMark } }
    return { change, events: [withChannels(needs, event, met)] }
  })
}

/** The call is taken back. One write on the account, with the event in the outbox. A kill after it: it is back. */
export const endCall = (needs: OperatorNeeds, account: Account, reason: string): Promise<Account> =>
  insist(needs, account, ({ id }) => ({
    change: { enrol: null },
    events: [byOperator(needs.now(), 'account.enrol-off', id, reason)],
  }))
