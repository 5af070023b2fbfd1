import { byOperator } from '../core/operator.ts'
import { InputError, readWords, withAccount, type Command } from './command.ts'

/** One write: the devices, with the event. A kill before it: nothing is ended; the operator revokes again. */
export const devicesRevoke: Command = {
  takes: '<address> [--id <device>]',
  does: 'ends the trust of all browsers of an account, or of one that account show names',
  run(given, terminal) {
    const { address, values } = readWords(given, { id: { type: 'string' } })
    const id = values.id ?? null
    return withAccount(terminal, address, async ({ accounts, now }, account) => {
      const event = byOperator(now(), 'device.ended', account.id, id === null ? 'all' : null)
      if (!(await accounts.endDevices(account.id, id, event))) throw new InputError('there is no such trusted device')
      terminal.print('the second step is asked again at the next sign-in')
      return 0
    })
  },
}
