import { callToEnrol, endCall, whyNotCalled } from '../core/enrol.ts'
import { checkReason, InputError, readWords, withAccount, type Command } from './command.ts'

export const accountEnrol: Command = {
  takes: '<address> --reason <text> [--off]',
  does: 'lets nobody in until the mailbox password was changed and a first factor was bound; with --off no longer',
  run(given, terminal) {
    const options = { reason: { type: 'string' }, off: { type: 'boolean', default: false } } as const
    const { address, values } = readWords(given, options)
    const reason = checkReason(values.reason)
    return withAccount(terminal, address, async (operator, account) => {
      if (values.off) {
        if (!account.enrol) throw new InputError('it is not called to enrol')
        await endCall(operator, account, reason)
        terminal.print('the password alone signs in again')
        return 0
      }
      const fault = whyNotCalled(account)
      if (fault !== null) throw new InputError(fault)
      const { enrol } = await callToEnrol(operator, account, reason)
      terminal.print(
        'the next sign-in binds a first factor, with another mailbox password than the one that was typed last',
      )
      if (enrol?.passwordMark === null)
        terminal.warn('No password of it is known here: the first one that is typed from now on has to be changed.')
      return 0
    })
  },
}
