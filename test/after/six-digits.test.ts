import { expect, it } from '@jest/globals'
import { sixDigitsIn } from './six-digits.ts'

const code = '287082'
const digitsIn = (text: string) => Array.from(sixDigitsIn(Buffer.from(text)), ({ digits }) => digits)

it.each([
  `"${code}"`,
  `code ${code}.`,
  `code:${code}`,
  `{"code":${code}}`,
  `{"tried":"${code}"}`,
  `${code}`,
  `/x/${code}`,
  `[1,${code}]`,
  `{"$in":["${code}"]}`,
])('six digits that stand alone are a code: %s', (text) => {
  expect(digitsIn(text)).toEqual([code])
})

it.each([
  `a${code}`,
  `${code}1`,
  `x-${code}-y`,
  `{"pid":${code},"ms":1}`,
  `"port": ${code}`,
  `1764046385:${code}`,
  `1764046385.${code}`,
  `{\\"$min\\":[${code},{}]}`,
  `{"$min":[1, ${code}]}`,
])('six digits are no code inside something longer or as a number: %s', (text) => {
  expect(digitsIn(text)).toEqual([])
})

it('what is shown around six digits is not the digits', () => {
  expect([...sixDigitsIn(Buffer.from(`验证码 ${code}。`))]).toEqual([{ digits: code, around: '验证码 █。' }])
})
