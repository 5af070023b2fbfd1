import { expect, it } from '@jest/globals'
import { Search } from './search.ts'

const secret = 'open +sesame "now"'
const key = 'q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k='
const search = new Search([
  { kind: 'secret', text: secret },
  { kind: 'key', text: key },
])
const kindsIn = (text: string) => Array.from(search.in(Buffer.from(text)), ({ kind }) => kind)

it('a secret is found wherever it begins and ends, as often as it is there', () => {
  expect(kindsIn(`${secret}; 密码x${secret}y ${secret}`)).toEqual(['secret', 'secret', 'secret'])
})

it.each([
  ['JSON', JSON.stringify({ a: secret })],
  ['a URL', `/?a=${encodeURIComponent(secret)}`],
  ['a form', String(new URLSearchParams({ a: secret }))],
  ['base64', Buffer.from(`${secret} and more`).toString('base64')],
  ['base64 after one byte', Buffer.from(`:${secret} and more`).toString('base64')],
  ['base64 after two bytes', Buffer.from(`a:${secret}`).toString('base64')],
  ['hexadecimal', Buffer.from(secret).toString('hex')],
])('a secret is found in %s', (_, text) => {
  expect(kindsIn(text)).toEqual(['secret'])
})

it.each([
  ['base64', key],
  ['base64url', Buffer.from(key, 'base64').toString('base64url')],
  ['hexadecimal', Buffer.from(key, 'base64').toString('hex')],
])('a key is found in %s', (_, text) => {
  expect(new Set(kindsIn(`key=${text}`))).toEqual(new Set(['key']))
})

it('what is shown of a hit is not the secret', () => {
  const [hit] = search.in(Buffer.from(`before ${secret} after`))
  expect(hit).toEqual({ kind: 'secret', around: 'before █ after' })
})
