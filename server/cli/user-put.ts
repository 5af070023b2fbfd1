import { text } from 'node:stream/consumers'
import { limits } from '../../shared/limits.ts'
import { foldAddress } from '../core/directory.ts'
import { putLocalUser } from '../open.ts'
import { UsageError, withData, type Command } from './command.ts'

/** The password comes by standard input, so that it is in no list of processes. */
export const userPut: Command = {
  takes: '<address>',
  does: 'makes a user of the built-in directory or gives a new password, which is read from standard input',
  async run([address, ...more], terminal) {
    if (address === undefined || more.length > 0) throw new UsageError()
    const password = (await text(process.stdin)).replace(/\r?\n$/, '')
    const folded = foldAddress(address)
    const fault = faultOf(folded, password)
    if (!fault) await withData(terminal, (data) => putLocalUser(data, folded, password))
    terminal.print(fault ?? `${address} can sign in`)
    return fault ? 65 : 0
  },
}

function faultOf(address: string, password: string): string | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(address) || address.length > limits.addressLength) return 'this is no address'
  if (password.length === 0 || password.length > limits.passwordLength) return 'the password is empty or too long'
  return undefined
}
