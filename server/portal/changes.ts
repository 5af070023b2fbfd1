import type { FactorKind } from '../../shared/factors.ts'
import type { Bindings } from './answers.ts'

export type ChangeKind = 'bind' | 'rebind' | 'unbind'

/** The open dialog of 二次验证设置. */
export interface Change {
  what: ChangeKind
  kind: FactorKind
  /** What was typed before the session ended in the middle. */
  target?: string
}

/** Whether a change still makes sense for what is bound now. */
export function isPossible({ what, kind }: Change, { methods }: Bindings): boolean {
  const method = methods.find((each) => each.kind === kind)
  if (!method) return false
  return what === 'bind' ? method.available && !method.binding : method.binding !== null
}
