import { withChannels } from '../core/channels.ts'
import { ending } from '../core/mail-sessions.ts'
import { byOperator } from '../core/operator.ts'
import { InputError, readWords, UsageError, withAccount, type Command } from './command.ts'

/** One write each: the hash gone, with the event, its channels and the end of open sessions. A kill between two: the operator ends the rest. */
export const appPasswordEnd: Command = {
  takes: '<address> --id <password> | --all',
  does: 'ends app passwords that account show names, and the mailbox’s open sessions at the mail servers',
  run(given, terminal) {
    const options = { id: { type: 'string' }, all: { type: 'boolean', default: false } } as const
    const { address, values } = readWords(given, options)
    if ((values.id === undefined) !== values.all) throw new UsageError()
    return withAccount(terminal, address, async (operator, account) => {
      const ids = account.appPasswords.map(({ id }) => id).filter((id) => values.all || id === values.id)
      if (ids.length === 0) throw new InputError('there is no such app password')
      for (const id of ids) {
        const now = operator.now()
        const event = byOperator(now, 'app-password.ended', account.id, id)
        const told = { ...withChannels(operator, event, account), ...ending(account, now) }
        await operator.accounts.endAppPassword(account.id, id, told)
      }
      await operator.carry()
      terminal.print(`${ids.length} ended`)
      return 0
    })
  },
}
