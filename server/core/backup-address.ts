import { limits } from '../../shared/limits.ts'
import { foldAddress } from './directory.ts'
import { Problem } from './problem.ts'

/**
 * The form under which a backup address is kept: lower case, without a plus-tag, which would only look like another address.
 * @throws Problem('address.invalid').
 */
export function foldBackupAddress(typed: string): string {
  const folded = foldAddress(typed)
  const [name = '', domain = ''] = folded.split('@')
  const [plain = ''] = name.split('+')
  const isName = /^[a-z0-9!#$%&'*/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*/=?^_`{|}~-]+)*$/.test(plain) && plain.length <= 64
  const isDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)
  if (!isName || !isDomain || folded.split('@').length !== 2 || folded.length > limits.addressLength)
    throw new Problem('address.invalid')
  return `${plain}@${domain}`
}

/**
 * A mailbox of our own may need a second step itself: whoever is locked out of one would be locked out of the other.
 * @param domains the mail domains of this system; a sub-domain is one of them.
 */
export function isOwnAddress(address: string, domains: readonly string[]): boolean {
  const domain = address.split('@')[1] ?? ''
  return domains.some((own) => domain === own || domain.endsWith(`.${own}`))
}
