import { describe, expect, it } from '@jest/globals'
import { dayOf, dayOrTime, fullTime, timeOf, whenOf } from '../../server/portal/dates.ts'
import { fill } from '../../server/portal/i18n.ts'

const local = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()
const now = new Date(2026, 2, 2, 10, 30).getTime()
const said = ({ words, values }: ReturnType<typeof whenOf>) => fill(words['zh-CN'], values)

describe('dates on the settings pages', () => {
  it('have four, two and two digits in the browser’s zone', () => {
    expect(dayOf(local(2026, 0, 2, 3, 4))).toBe('2026-01-02')
  })

  it('have hours and minutes in full', () => {
    expect(fullTime(local(2026, 0, 2, 3, 4))).toBe('2026-01-02 03:04')
    expect(timeOf(local(2026, 0, 2, 3, 4))).toBe('03:04')
  })
})

describe('a time near now', () => {
  it('is today’s or yesterday’s by the calendar, not by 24 hours', () => {
    expect(said(whenOf(local(2026, 2, 2, 0, 0), now))).toBe('今天 00:00')
    expect(said(whenOf(local(2026, 2, 1, 23, 59), now))).toBe('昨天 23:59')
    expect(said(whenOf(local(2026, 2, 1, 0, 5), now))).toBe('昨天 00:05')
  })

  it('may be tomorrow’s: a freeze ends then', () => {
    expect(said(whenOf(local(2026, 2, 3, 10, 30), now))).toBe('明天 10:30')
  })

  it('has its date when it is further away, over the end of a month too', () => {
    expect(said(whenOf(local(2026, 1, 28, 3, 12), now))).toBe('2026-02-28 03:12')
    expect(said(whenOf(local(2026, 2, 4, 0, 0), now))).toBe('2026-03-04 00:00')
  })

  it('leaves out the hour of a day further away where the column is narrow', () => {
    expect(said(dayOrTime(local(2026, 1, 28, 3, 12), now))).toBe('2026-02-28')
    expect(said(dayOrTime(local(2026, 2, 1, 21, 5), now))).toBe('昨天 21:05')
  })
})
