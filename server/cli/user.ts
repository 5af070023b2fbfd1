import { limits } from '../../shared/limits.ts'
import type { Config } from '../config/config.ts'
import { foldAddress } from '../core/directory.ts'
import { openData, putLocalUser } from '../open.ts'

/** Makes a user of the `local` directory, or gives the one with this address a new password. @returns what is wrong with the input, if anything. */
export async function putUser(
  config: Config,
  address: string,
  password: string,
  report?: (line: string) => void,
): Promise<string | undefined> {
  const folded = foldAddress(address)
  if (!/^[^\s@]+@[^\s@]+$/.test(folded) || folded.length > limits.addressLength) return `not an address: ${address}`
  if (password.length === 0 || password.length > limits.passwordLength) return 'the password is empty or too long'
  const data = await openData(config, report)
  try {
    await putLocalUser(data, folded, password)
    return undefined
  } finally {
    await data.stop()
  }
}
