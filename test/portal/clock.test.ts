import { describe, expect, it } from '@jest/globals'
import { createClock, minutes, secondsLeft, untilNextStep } from '../../server/portal/clock.ts'

const at = (ms: number) => new Date(ms).toISOString()

describe('the clock of the pages', () => {
  it('shows the server’s time however wrong this computer’s clock is', () => {
    let local = 5_000
    const clock = createClock(() => local)
    clock.sync('2026-11-24T08:00:00.000Z')
    local += 1_500
    expect(new Date(clock.now()).toISOString()).toBe('2026-11-24T08:00:01.500Z')
  })

  it('follows the latest answer and ignores a time it cannot read', () => {
    const clock = createClock(() => 0)
    clock.sync(at(1_000))
    clock.sync(at(9_000))
    clock.sync('not a time')
    expect(clock.now()).toBe(9_000)
  })

  it('counts whole seconds up and never below zero', () => {
    expect(secondsLeft(at(94_000), 0)).toBe(94)
    expect(secondsLeft(at(94_000), 1)).toBe(94)
    expect(secondsLeft(at(94_000), 93_001)).toBe(1)
    expect(secondsLeft(at(94_000), 94_000)).toBe(0)
    expect(secondsLeft(at(94_000), 200_000)).toBe(0)
  })

  it('writes minutes and two digits of seconds', () => {
    expect(minutes(120)).toBe('2:00')
    expect(minutes(94)).toBe('1:34')
    expect(minutes(9)).toBe('0:09')
    expect(minutes(3_599)).toBe('59:59')
    expect(minutes(86_394)).toBe('23:59:54')
  })

  it('steps when the figure changes, not a second after the last step', () => {
    expect(untilNextStep(at(10_000), 8_300)).toBe(700)
    expect(untilNextStep(at(10_000), 8_000)).toBe(1_000)
    expect(untilNextStep(at(10_000), 10_400)).toBe(600)
  })
})
