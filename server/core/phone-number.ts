import { Problem } from './problem.ts'

const mainland = /^(?:\+?86|0086)?(1[3-9]\d{9})$/
const foreign = /^(?:\+(?!86)|00(?!86)|(?:852|853|886)\d{6})/

/** What was typed → E.164 of a mainland mobile number. @throws Problem('number.invalid' | 'number.foreign'). */
export function foldNumber(typed: string): string {
  const folded = typed.normalize('NFKC').replace(/[\s()\-‐-―.]/g, '')
  const [, number] = mainland.exec(folded) ?? []
  if (number !== undefined) return `+86${number}`
  throw new Problem(foreign.test(folded) ? 'number.foreign' : 'number.invalid')
}

/** +8613800138000 → 138****8000 */
export const maskNumber = (number: string) => number.replace(/^\+86(\d{3})\d{4}(\d{4})$/, '$1****$2')
