import { limits } from '../../shared/limits.ts'
import { isFrozen } from '../core/account.ts'
import { newAppPassword } from '../core/app-password.ts'
import { withChannels } from '../core/channels.ts'
import { addressList } from '../core/client-address.ts'
import { byOperator } from '../core/operator.ts'
import { InputError, line, readWords, UsageError, withAccount, type Command } from './command.ts'

/** @throws UsageError, InputError. */
function readNetworks(text: string | undefined): string[] {
  const networks = (text ?? '').split(/[\s,]+/).filter(Boolean)
  if (networks.length === 0) throw new UsageError()
  try {
    addressList(networks)
  } catch (error) {
    throw new InputError((error as Error).message)
  }
  return networks
}

function readName(text: string | undefined): string {
  if (text === undefined) throw new UsageError()
  const name = text.trim()
  if (name === '' || name.length > limits.appPasswordName || /\p{C}/u.test(name))
    throw new InputError(`the name is empty, or more than ${limits.appPasswordName} characters, or not one line`)
  return name
}

/** One write: the keyed hash, with the event and its channels. A kill after it: nobody has seen the text; the operator ends it and adds another one. */
export const machineAdd: Command = {
  takes: '<address> --name <printer> --networks <10.0.0.0/8,…>',
  does: 'an app password for a printer or a script that sends mail from these networks only: SMTP, no end, owned by the mailbox',
  run(given, terminal) {
    const { address, values } = readWords(given, { name: { type: 'string' }, networks: { type: 'string' } })
    const wanted = { name: readName(values.name), networks: readNetworks(values.networks) }
    return withAccount(terminal, address, async (operator, account) => {
      const { accounts, keys } = operator
      const now = operator.now()
      if (isFrozen(account, now)) throw new InputError('the account is frozen')
      const { made, secret } = newAppPassword(keys, account.id, now, {
        ...wanted,
        kind: 'machine',
        protocols: ['smtp'],
        until: null,
      })
      const event = byOperator(now, 'app-password.made', account.id, line('machine', ...wanted.networks))
      const told = withChannels(operator, event, account)
      if (!(await accounts.addAppPassword(account.id, account.rev, made, told)))
        throw new InputError(`there are ${limits.appPasswordsPerAccount} app passwords, or the account has changed`)
      terminal.print(secret)
      terminal.warn(line('Shown this once.', `account show names it ${made.id}`))
      return 0
    })
  },
}
