import type { Factor } from '../core/factor.ts'
import { verifySingleUse, type SingleUse } from './codes/single-use.ts'

/**
 * 恢复码: for when the phone is away. It signs in and lets a lost binding be removed, but never brings a new one in by itself:
 * whoever finds the sheet of paper must not be able to keep the mailbox (spec §5).
 */
export const recovery: Factor<SingleUse> = {
  kind: 'recovery',
  prompts: { login: ['code'], prove: [], bind: [], unbind: ['code'], rebind: [] },
  sealed: [],
  verify: verifySingleUse,
}
