import { describe, expect, it } from '@jest/globals'
import { foldDigits, foldLetters } from '../../server/portal/typed-code.ts'

describe('a typed or pasted code', () => {
  it('may be written with spaces, dashes and full-width digits', () => {
    expect(foldDigits('482 913', 6)).toBe('482913')
    expect(foldDigits('482-913', 6)).toBe('482913')
    expect(foldDigits('４８２　９１３', 6)).toBe('482913')
    expect(foldDigits('验证码：48 2９-13。', 6)).toBe('482913')
  })

  it('keeps leading zeros and no more digits than the field has', () => {
    expect(foldDigits('007007007', 6)).toBe('007007')
    expect(foldDigits('0 7 5', 2)).toBe('07')
  })

  it('is empty when there is no digit in it', () => {
    expect(foldDigits('abc', 6)).toBe('')
    expect(foldDigits('', 2)).toBe('')
  })
})

describe('a typed recovery code', () => {
  it('may be written in any case, with spaces, dashes and full-width characters', () => {
    expect(foldLetters('KQZT-wmhe bxra—2345')).toBe('kqztwmhebxra2345')
    expect(foldLetters(' ＫＱＺＴ－ｗｍｈｅ　bxra vupj\n')).toBe('kqztwmhebxravupj')
  })
})
