// Letters that work once. Kept are keyed hashes of those that are left.
import type { Answer, Tools, Verified } from '../../core/factor.ts'

export interface SingleUse {
  unused: string[]
}

export function verifySingleUse(
  { unused = [] }: Partial<SingleUse>,
  _: string | null,
  answer: Answer,
  tools: Tools,
): Verified<SingleUse> | undefined {
  if (answer.by !== 'browser') return undefined
  const mark = tools.marks(answer.code).find((candidate) => unused.includes(candidate))
  return mark === undefined ? undefined : { binding: { unused }, spent: { mark } }
}
