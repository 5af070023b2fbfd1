import { Problem } from './problem.ts'

const fullWidth = /[\uFF01-\uFF5E]/g
const fold = (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0)
/** Spaces, dashes, brackets, and the invisible marks that come along when a number is copied from a list of contacts. */
const between = /[\s\p{Cf}\p{Pd}\u2212\p{Ps}\p{Pe}]/gu
const mainland = /^(?:\+?86|0086)?(1[3-9]\d{9})$/
const foreign = /^(?:\+(?!86)|00(?!86)|852|853|886)\d{6,}$/

/**
 * What somebody typed, as the one way we write a number: E.164, +8613800138000. Codes cost money and are what SMS pumping is after: they go to the
 * mainland only. @throws Problem('number.foreign') for a number that looks like one of elsewhere, Problem('number.invalid') for anything else.
 */
export function foldNumber(typed: string): string {
  const bare = typed.replace(fullWidth, fold).replace(between, '')
  const [, number] = mainland.exec(bare) ?? []
  if (number) return `+86${number}`
  throw new Problem(foreign.test(bare) ? 'number.foreign' : 'number.invalid')
}

/** @param number E.164 of the mainland. @returns 138****8000, which is all that is ever shown of it. */
export function maskNumber(number: string): string {
  const [, head = '', tail = ''] = /^\+86(\d{3})\d{4}(\d{4})$/.exec(number) ?? []
  return `${head}****${tail}`
}
