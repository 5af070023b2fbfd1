import { describe, expect, it } from '@jest/globals'
import { codeAt, inGroups, needsMore } from '../../miniprogram/src/codes/clock.ts'
import { demoMailboxes } from '../../miniprogram/src/codes/demo.ts'
import { limits } from '../../shared/limits.ts'

const start = Date.parse('2026-11-24T02:00:00.000Z')
const period = limits.codePeriodSeconds * 1_000
const iso = (time: number) => new Date(time).toISOString()
const codes = Array.from({ length: limits.codesAhead }, (_, step) => ({
  code: String(100_000 + step),
  from: iso(start + step * period),
  until: iso(start + (step + 1) * period),
}))
const mailbox = { id: 'mailbox-1', address: 'zh***g@example.edu.cn', boundAt: iso(start), codes }

describe('the code on a card', () => {
  it('is the one whose time it is, from its first to its last millisecond', () => {
    expect(codeAt(mailbox, start)?.code).toBe('100000')
    expect(codeAt(mailbox, start + period - 1)?.code).toBe('100000')
    expect(codeAt(mailbox, start + period)?.code).toBe('100001')
  })

  it('counts down from 30 to 1', () => {
    expect(codeAt(mailbox, start)?.secondsLeft).toBe(30)
    expect(codeAt(mailbox, start + 9_000)?.secondsLeft).toBe(21)
    expect(codeAt(mailbox, start + period - 1)?.secondsLeft).toBe(1)
  })

  it('has the next one beside it in the last five seconds only', () => {
    expect(codeAt(mailbox, start + period - limits.ringWarns - 1)?.next).toBeNull()
    expect(codeAt(mailbox, start + period - limits.ringWarns)?.next).toBe('100001')
  })

  it('has no next one when it is the last on the phone', () => {
    expect(codeAt(mailbox, start + codes.length * period - 1)).toEqual({ code: '100009', secondsLeft: 1, next: null })
  })

  it('is missing before the first and after five minutes without network', () => {
    expect(codeAt(mailbox, start - 1)).toBeUndefined()
    expect(codeAt(mailbox, start + 5 * 60_000)).toBeUndefined()
    expect(codeAt({ codes: [] }, start)).toBeUndefined()
  })

  it('is shown in two groups', () => {
    expect(inGroups('482913')).toEqual(['482', '913'])
  })
})

describe('a phone with network', () => {
  it('asks for more codes half way through those it has', () => {
    expect(needsMore([mailbox], start)).toBe(false)
    expect(needsMore([mailbox], start + 5 * 60_000 - limits.codesRefill + 1)).toBe(true)
    expect(needsMore([], start)).toBe(false)
  })
})

describe('the demo', () => {
  it('has a code of six digits for every moment, another one each half minute', () => {
    for (let time = start; time < start + 10 * period; time += 7_000)
      for (const each of demoMailboxes(time)) expect(codeAt(each, time)?.code).toMatch(/^\d{6}$/)
    const [first] = demoMailboxes(start)
    const [later] = demoMailboxes(start + period)
    expect(codeAt(first!, start)?.code).not.toBe(codeAt(later!, start + period)?.code)
  })
})
