import { hasFactor, isFrozen } from '../core/account.ts'
import { resetAccount } from '../core/reset.ts'
import { checkReason, InputError, line, readWords, time, withAccount, type Command } from './command.ts'

/** Easier to read out. */
const inFours = (code: string) => code.match(/.{1,4}/g)!.join(' ')

export const accountReset: Command = {
  takes: '<address> --reason <text>',
  does: 'for a person who has lost everything that was bound: ends it all, and prints a code that signs in once within 24 hours',
  run(given, terminal) {
    const { address, values } = readWords(given, { reason: { type: 'string' } })
    const reason = checkReason(values.reason)
    return withAccount(terminal, address, async (operator, met) => {
      // A code would switch it on.
      if (!hasFactor(met)) throw new InputError('two-step verification is off: nothing was bound that could be lost')
      const { code, until, account } = await resetAccount(operator, met, reason)
      terminal.print(inFours(code))
      terminal.warn('Read it out only after the person was identified. It is shown this once.')
      terminal.warn(line(`It signs in once, until ${time(until)}; within ten minutes of it a new method can be bound.`))
      if (isFrozen(account, operator.now()))
        terminal.warn(
          line(`Nothing can be bound until ${time(account.frozenUntil)}: account unlock --unfreeze ends that.`),
        )
      return 0
    })
  },
}
