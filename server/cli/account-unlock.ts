import { isFrozen } from '../core/account.ts'
import { unlockAccount } from '../core/unlock.ts'
import { checkReason, line, readWords, time, withAccount, type Command } from './command.ts'

export const accountUnlock: Command = {
  takes: '<address> [--unfreeze] [--reason <text>]',
  does: 'ends the rests after wrong passwords and codes; with --unfreeze also what 不是我 in a notice has frozen',
  run(given, terminal) {
    const options = { reason: { type: 'string' }, unfreeze: { type: 'boolean', default: false } } as const
    const { address, values } = readWords(given, options)
    const reason = values.reason === undefined ? null : checkReason(values.reason)
    return withAccount(terminal, address, async (operator, account) => {
      const unlocked = await unlockAccount(operator, account, { reason, isUnfrozen: values.unfreeze })
      terminal.print('the account rests no more: begin a new sign-in')
      terminal.warn(
        'A network that has failed over many accounts is counted by itself; its rest ends within 15 minutes.',
      )
      if (isFrozen(unlocked, operator.now()))
        terminal.warn(line(`Changes of factors are frozen until ${time(unlocked.frozenUntil)}: --unfreeze ends that.`))
      return 0
    })
  },
}
