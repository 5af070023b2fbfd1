import type { Factor } from '../core/factor.ts'
import { verifySingleUse, type SingleUse } from './codes/single-use.ts'

/**
 * The help desk's code, for a person who has lost everything that was bound: it signs in once, within its day, and is a proof for the first binding,
 * which takes its place. Nobody binds it: server/core/reset.ts puts it.
 */
export const helpdesk: Factor<SingleUse> = {
  kind: 'helpdesk',
  prompts: { login: ['code'], prove: ['code'], bind: [], unbind: [], rebind: [] },
  sealed: [],
  verify: verifySingleUse,
}
