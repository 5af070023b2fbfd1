import { describe, expect, it } from '@jest/globals'
import { foldNumber, maskNumber } from '../../server/core/phone-number.ts'
import { Problem } from '../../server/core/problem.ts'

function problemOf(typed: string): string {
  try {
    return foldNumber(typed)
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('foldNumber', () => {
  it.each([
    '13800138000',
    '+8613800138000',
    '8613800138000',
    '008613800138000',
    ' 138 0013 8000 ',
    '138-0013-8000',
    '+86 (138) 0013-8000',
    '+86（138）0013－8000',
    '１３８００１３８０００',
    '＋８６　１３８　００１３　８０００',
    '138\u20130013\u22128000',
    '\u202a+86 138 0013 8000\u202c',
    '138\u00a00013\u200b8000',
  ])('%j is +8613800138000', (typed) => {
    expect(foldNumber(typed)).toBe('+8613800138000')
  })

  it.each(['13000000000', '14500000000', '16600000000', '17000000000', '19999999999'])('%s is one of ours', (typed) => {
    expect(foldNumber(typed)).toBe(`+86${typed}`)
  })

  it.each([
    '+85261234567',
    '0085261234567',
    '85261234567',
    '852-6123-4567',
    '85366123456',
    '886912345678',
    '+886 912 345 678',
    '+1 415 555 2671',
    '001 415 555 2671',
    '＋４４２０７９４６０９５８',
  ])('%j is of elsewhere', (typed) => {
    expect(problemOf(typed)).toBe('number.foreign')
  })

  it.each([
    '',
    ' ',
    '+',
    '1380013800',
    '138001380000',
    '12800138000',
    '23800138000',
    '+8612800138000',
    '+86138001380001',
    '0086',
    '86861380013800',
    '02365102345',
    '+86+8613800138000',
    '13800138000,13800138001',
    '13800138000\n13800138001',
    '138.0013.8000',
    '13800138OOO',
    '٠١٢٣٤٥٦٧٨٩٠',
    '①3800138000',
    'zhangming@cqu.edu.cn',
    '+852',
  ])('%j is no number', (typed) => {
    expect(problemOf(typed)).toBe('number.invalid')
  })

  it('a typed text of a megabyte is answered at once', () => {
    const start = performance.now()
    expect(problemOf('+86 '.repeat(250_000))).toBe('number.invalid')
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('maskNumber', () => {
  it('shows three digits and four', () => {
    expect(maskNumber('+8613800138000')).toBe('138****8000')
  })

  it.each(['', '13800138000', '+85261234567', '+86138001380001'])(
    'shows nothing of %j, which is none of ours',
    (number) => {
      expect(maskNumber(number)).toBe('****')
    },
  )
})
