import { around } from './search.ts'

export interface SixDigits {
  digits: string
  around: string
}

const alone = /(?<![\w-])\d{6}(?![\w-])/g
/**
 * What a colon without quotes precedes is a number (pid, ms, port), unless its field is named `code`. What follows digits is the end of a time. What an
 * operator of MongoDB's reckons with ("$min":[900000,…) is a limit of ours, in the log of a slow write.
 */
const number = /(?<!code)":\s*-?$|\d[:.]$|"\$\w+\\?":\s*\[([^[\]{}"]*,)?\s*$/i

/**
 * Six digits that may be a code: neither inside something longer nor the number of a field. Only as they are: encoded they are so short that
 * some ciphertext has them by chance.
 */
export function* sixDigitsIn(text: Buffer): Generator<SixDigits> {
  for (const { 0: digits, index } of text.toString('latin1').matchAll(alone))
    if (!number.test(text.toString('latin1', Math.max(0, index - 40), index)))
      yield { digits, around: around(text, index, index + digits.length) }
}
