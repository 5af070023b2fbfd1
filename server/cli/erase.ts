import { limits } from '../../shared/limits.ts'
import { eraseAccount, type Erased } from '../core/erase.ts'
import { checkReason, line, readWords, withAccount, type Command } from './command.ts'

export const erase: Command = {
  takes: '<address> --reason <text> [--user]',
  does: 'erases a person who has left; with --user also from the built-in directory. The audit trail stays, without the address',
  run(given, terminal) {
    const options = { reason: { type: 'string' }, user: { type: 'boolean', default: false } } as const
    const { address, values } = readWords(given, options)
    const reason = checkReason(values.reason)
    return withAccount(terminal, address, async (operator, account) => {
      const erased = await eraseAccount(operator, account, { reason, withUser: values.user })
      for (const columns of rowsOf(erased)) terminal.print(line(...columns))
      return 0
    })
  },
}

const days = limits.auditLife / (24 * 60 * 60 * 1_000)

const rowsOf = ({ sessions, phones, notices, isUserErased, kept }: Erased) => [
  ['erased', 'the account with its factors and devices'],
  ['erased', `${sessions} sessions`, `${phones} phone sessions`, `${notices} notices`],
  isUserErased
    ? ['erased', 'the user of the built-in directory']
    : ['stays', 'the user of the directory: with the password alone the person may begin anew'],
  [
    'stays',
    `${kept} events of the trail, each for ${days} days: they hold no address, and nothing leads from them to it`,
  ],
]
