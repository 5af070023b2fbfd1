import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { ticketOf, ticketOfLink, ticketOfPath } from '../../miniprogram/src/scan/link.ts'

const base = 'https://mail.example.edu.cn'
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-']
const ticket = fc.array(fc.constantFrom(...letters), { minLength: 22, maxLength: 22 }).map((parts) => parts.join(''))
const sample = 'abcdefghijkLMNOPQRS_-9'

describe('Q30: the link in a QR code', () => {
  it('gives its ticket when it is exactly ours', () => {
    fc.assert(fc.property(ticket, (text) => ticketOfLink(`${base}/w/${text}`, base) === text))
  })

  it.each([
    ['another host', `https://mail.example.com/w/${sample}`],
    ['our host as user name', `https://mail.example.edu.cn@evil.example/w/${sample}`],
    ['another host as user name', `https://evil.example@mail.example.edu.cn/w/${sample}`],
    ['our host as the beginning of another', `https://mail.example.edu.cn.evil.example/w/${sample}`],
    ['our host as the end of another', `https://evil-mail.example.edu.cn/w/${sample}`],
    ['a trailing dot', `https://mail.example.edu.cn./w/${sample}`],
    ['capitals in the host', `https://MAIL.example.edu.cn/w/${sample}`],
    ['capitals in the scheme', `HTTPS://mail.example.edu.cn/w/${sample}`],
    ['capitals in the path', `https://mail.example.edu.cn/W/${sample}`],
    ['a port', `https://mail.example.edu.cn:443/w/${sample}`],
    ['http', `http://mail.example.edu.cn/w/${sample}`],
    ['no scheme', `//mail.example.edu.cn/w/${sample}`],
    ['an encoded slash', `https://mail.example.edu.cn/w%2f${sample}`],
    ['an encoded letter', `https://mail.example.edu.cn/w/%61${sample.slice(1)}`],
    ['a backslash', `https://mail.example.edu.cn\\w\\${sample}`],
    ['a doubled slash', `https://mail.example.edu.cn//w/${sample}`],
    ['a step back', `https://mail.example.edu.cn/x/../w/${sample}`],
    ['a query', `https://mail.example.edu.cn/w/${sample}?x=1`],
    ['an empty query', `https://mail.example.edu.cn/w/${sample}?`],
    ['a hash', `https://mail.example.edu.cn/w/${sample}#x`],
    ['a slash at the end', `https://mail.example.edu.cn/w/${sample}/`],
    ['a line break at the end', `https://mail.example.edu.cn/w/${sample}\n`],
    ['a blank before it', ` https://mail.example.edu.cn/w/${sample}`],
    ['a ticket one letter short', `https://mail.example.edu.cn/w/${sample.slice(1)}`],
    ['a ticket one letter long', `https://mail.example.edu.cn/w/${sample}A`],
    ['a ticket in full-width letters', `https://mail.example.edu.cn/w/ａ${sample.slice(1)}`],
    ['a host that looks alike', `https://mаil.example.edu.cn/w/${sample}`],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(ticketOfLink(text, base)).toBeUndefined()
  })

  it('is refused as soon as one character of it is changed outside the ticket', () => {
    const good = `${base}/w/${sample}`
    const place = fc.integer({ min: 0, max: base.length + 2 })
    fc.assert(
      fc.property(place, fc.string({ maxLength: 3 }), (at, put) => {
        const changed = good.slice(0, at) + put + good.slice(at + 1)
        return changed === good || ticketOfLink(changed, base) === undefined
      }),
    )
  })

  it('is refused whatever else is scanned', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => ticketOfLink(text, base) === undefined))
  })

  it('may be http only where the server itself is reached by http', () => {
    const demo = 'http://127.0.0.1:8080'
    expect(ticketOfLink(`${demo}/w/${sample}`, demo)).toBe(sample)
    expect(ticketOfLink(`https://127.0.0.1:8080/w/${sample}`, demo)).toBe(sample)
    expect(ticketOfLink(`http://127.0.0.1:8081/w/${sample}`, demo)).toBeUndefined()
  })
})

describe('a mini-program code', () => {
  it('carries a ticket and nothing else', () => {
    fc.assert(fc.property(ticket, (text) => ticketOf(text) === text))
    for (const text of [`${sample}A`, sample.slice(1), `${sample}\n`, `scene=${sample}`, ''])
      expect(ticketOf(text)).toBeUndefined()
  })

  it('opens the confirm page only', () => {
    expect(ticketOfPath(`pages/confirm/index?scene=${sample}`)).toBe(sample)
    expect(ticketOfPath(`/pages/confirm/index?scene=${sample}`)).toBe(sample)
    for (const path of [
      `pages/codes/index?scene=${sample}`,
      `pages/confirm/index?scene=${sample}&x=1`,
      `pages/confirm/index?x=1&scene=${sample}`,
      `evil/pages/confirm/index?scene=${sample}`,
      'pages/confirm/index',
    ])
      expect(ticketOfPath(path)).toBeUndefined()
  })
})
