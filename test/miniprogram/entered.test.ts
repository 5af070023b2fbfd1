import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isNewScan, readQuery } from '../../miniprogram/src/scan/entered.ts'
import { limits } from '../../shared/limits.ts'

const base = 'https://mail.example.edu.cn'
const ticket = 'abcdefghijkLMNOPQRS_-9'
const link = `${base}/w/${ticket}`

describe('what WeChat opens the confirm page with', () => {
  it('is a link that was encoded once', () => {
    const query = { q: encodeURIComponent(link), scancode_time: '1790000000' }
    expect(readQuery(query, base)).toEqual({ ticket, scannedAt: 1_790_000_000 })
  })

  it('is not a link that was encoded twice', () => {
    expect(readQuery({ q: encodeURIComponent(encodeURIComponent(link)) }, base)).toBe('foreign')
  })

  it('is the scene of a mini-program code', () => {
    expect(readQuery({ scene: ticket }, base)).toEqual({ ticket, scannedAt: null })
  })

  it('is a link whenever there is one, so that a scene beside it decides nothing', () => {
    expect(readQuery({ q: encodeURIComponent('https://evil.example/'), scene: ticket }, base)).toBe('foreign')
  })

  it('is nothing without a scan', () => {
    expect(readQuery({}, base)).toBeUndefined()
    expect(readQuery({ q: '' }, base)).toBeUndefined()
  })

  it('never throws and never passes on a text that is not a ticket', () => {
    fc.assert(
      fc.property(
        fc.record({ q: fc.string(), scene: fc.string(), scancode_time: fc.string() }, { requiredKeys: [] }),
        (query) => {
          const entered = readQuery(query, base)
          return entered === undefined || entered === 'foreign' || /^[A-Za-z0-9_-]{22}$/.test(entered.ticket)
        },
      ),
    )
  })

  it('has a broken percent sign and is refused', () => {
    expect(readQuery({ q: '%E0%A4%A' }, base)).toBe('foreign')
  })

  it('tells no time that is not a number', () => {
    expect(readQuery({ scene: ticket, scancode_time: '1e9' }, base)).toEqual({ ticket, scannedAt: null })
  })
})

describe('a mini-program that is entered again while it runs', () => {
  const now = 1_790_000_000_000
  const seconds = now / 1_000
  const last = { ticket, scannedAt: seconds - 20 }
  const other = 'B'.repeat(22)

  it('takes its first scan whatever this phone’s clock says', () => {
    expect(isNewScan({ ticket, scannedAt: 1 }, undefined, now)).toBe(true)
  })

  it('does not take the same scan twice', () => {
    expect(isNewScan(last, last, now)).toBe(false)
  })

  it('takes another ticket, and the same one scanned once more', () => {
    expect(isNewScan({ ticket: other, scannedAt: seconds - 1 }, last, now)).toBe(true)
    expect(isNewScan({ ticket, scannedAt: seconds - 1 }, last, now)).toBe(true)
  })

  it('does not take a scan of more than five minutes ago', () => {
    const edge = seconds - limits.hotScanAge / 1_000
    expect(isNewScan({ ticket: other, scannedAt: edge }, last, now)).toBe(true)
    expect(isNewScan({ ticket: other, scannedAt: edge - 1 }, last, now)).toBe(false)
  })

  it('takes another mini-program code, which tells no time, but not the same one', () => {
    const code = { ticket, scannedAt: null }
    expect(isNewScan({ ticket: other, scannedAt: null }, code, now)).toBe(true)
    expect(isNewScan(code, code, now)).toBe(false)
  })
})
