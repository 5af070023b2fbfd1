import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { singleUseBinding, singleUseCode } from './binding.ts'
import { later } from './challenge.ts'
import { withChannels } from './channels.ts'
import { ending } from './mail-sessions.ts'
import { byOperator, insist, type OperatorNeeds } from './operator.ts'

export interface Reset {
  /** Letters, once. */
  code: string
  until: Date
  account: Account
}

/**
 * For a person who has lost everything that was bound. One write on the account, on its revision: one code of the help desk in place of all bindings,
 * devices and sessions ended, rests over, open sessions at the mail servers too, and the event with the channels of everything that was bound. A kill after it: nobody has seen the code;
 * the operator resets again. Two-step verification stays on: the code counts as a factor, also when it was used or its day is over.
 */
export async function resetAccount(needs: OperatorNeeds, account: Account, reason: string): Promise<Reset> {
  const { keys } = needs
  const now = needs.now()
  const code = singleUseCode(keys)
  const until = later(now, limits.helpdeskLife)
  const binding = { ...singleUseBinding(keys, account.id, 'helpdesk', [code], now), until }
  const event = byOperator(now, 'account.reset', account.id, reason)
  const reset = await insist(needs, account, (met) => ({
    change: { swap: [binding], endSessions: { keep: null }, endDevices: true, endRests: true },
    events: [{ ...withChannels(needs, event, met), ...ending(met, now) }],
  }))
  return { code, until, account: reset }
}
