const fullWidthZero = '０'.charCodeAt(0)

/** What was typed or pasted → at most `length` plain digits: full-width digits are folded, spaces, dashes and all else dropped. */
export function foldDigits(text: string, length: number): string {
  return text
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - fullWidthZero))
    .replace(/\D/g, '')
    .slice(0, length)
}

/** What was typed of a recovery code → its letters and digits in one case: full-width ones are folded, spaces and dashes dropped. */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase()
