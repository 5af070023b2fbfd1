import type { Factor } from '../core/factor.ts'

/** `unused`: keyed hashes of the codes that are left. */
interface RecoveryBinding {
  unused: string[]
}

/**
 * 恢复码: for when the phone is away. It signs in and lets a lost binding be removed, but never brings a new one in by itself:
 * whoever finds the sheet of paper must not be able to keep the mailbox (spec §5).
 */
export const recovery: Factor<RecoveryBinding> = {
  kind: 'recovery',
  prompts: { login: ['code'], prove: [], bind: [], unbind: ['code'], rebind: [] },
  sealed: [],
  verify({ unused = [] }, _, answer, tools) {
    if (answer.by !== 'browser') return undefined
    const mark = tools.marks(answer.code).find((candidate) => unused.includes(candidate))
    return mark === undefined ? undefined : { binding: { unused }, spent: { mark } }
  },
}
