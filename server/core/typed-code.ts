import { factors as catalogue, type FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { Problem } from './problem.ts'

const digits = new RegExp(`^\\d{${limits.codeDigits}}$`)
// Base32 (RFC 4648 §6): what is left out there is what hands confuse.
const confused: Record<string, string> = { 0: 'o', 1: 'l', 8: 'b' }
const letters = new RegExp(`^[a-z2-7]{${(limits.recoveryBytes * 8) / 5}}$`)

/** Full-width characters, spaces and dashes are what phones, input methods and people add. @throws Problem('request.invalid'). */
export function foldCode(kind: FactorKind, typed: string): string {
  const plain = typed.normalize('NFKC').replace(/[\s\-‐-―]/g, '')
  const isDigits = catalogue[kind].code === 'digits'
  const code = isDigits ? plain : plain.toLowerCase().replace(/[018]/g, (letter) => confused[letter]!)
  if (!(isDigits ? digits : letters).test(code)) throw new Problem('request.invalid', { fields: ['code'] })
  return code
}
