import { describe, expect, it } from '@jest/globals'
import { dayOf, fullTime } from '../../server/portal/dates.ts'

describe('dates on the settings page', () => {
  const local = new Date(2026, 0, 2, 3, 4)

  it('have four, two and two digits in the browser’s zone', () => {
    expect(dayOf(local.toISOString())).toBe('2026-01-02')
  })

  it('have hours and minutes in full', () => {
    expect(fullTime(local.toISOString())).toBe('2026-01-02 03:04')
  })
})
