import { maskAddress } from '../core/account.ts'
import type { Factor } from '../core/factor.ts'
import { foldBackupAddress, isOwnAddress } from '../core/backup-address.ts'
import { Problem } from '../core/problem.ts'
import { issueCode, verifySent } from './codes/sent.ts'

/** `address`: lower case, without a plus-tag. */
interface EmailBinding {
  address: string
}

/** 备用邮箱: six digits to another mailbox of the same person. */
export const email: Factor<EmailBinding> = {
  kind: 'email',
  prompts: { login: ['code'], prove: ['code'], bind: ['code'], unbind: ['code'], rebind: ['code'] },
  sealed: ['address'],
  mask: ({ address = '' }) => maskAddress(address),
  draft(target = '', { ownDomains }) {
    const address = foldBackupAddress(target)
    if (isOwnAddress(address, ownDomains)) throw new Problem('address.own')
    return { address }
  },
  via: 'mail',
  reach: ({ address = '' }) => address,
  issue: ({ address = '' }, tools) => issueCode(address, tools),
  verify: ({ address = '' }, state, answer, tools) => verifySent({ address }, address, state, answer, tools),
}
