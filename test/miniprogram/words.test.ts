import { describe, expect, it } from '@jest/globals'
import { agoOf, dayOf, timeOf } from '../../miniprogram/src/words/dates.ts'
import { fill, languageOf } from '../../miniprogram/src/words/say.ts'
import { spelled } from '../../miniprogram/src/words/spoken.ts'
import * as phone from '../../shared/messages/phone.ts'
import * as confirm from '../../shared/messages/phone-confirm.ts'
import { ends, outcomes } from '../../shared/messages/phone-ends.ts'

// Built from local parts: what is shown follows the phone's own zone.
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString()
const now = new Date(2026, 2, 1, 10, 21).getTime()

describe('a time', () => {
  it('of today and yesterday is named so, by the calendar', () => {
    expect(timeOf(at(2026, 2, 1, 0, 0), now, 'zh-CN')).toBe('今天 00:00')
    expect(timeOf(at(2026, 1, 28, 21, 5), now, 'zh-CN')).toBe('昨天 21:05')
    expect(timeOf(at(2026, 1, 28, 21, 5), now, 'en')).toBe('Yesterday 21:05')
  })

  it('of any other day is a date', () => {
    expect(timeOf(at(2026, 1, 27, 3, 12), now, 'zh-CN')).toBe('2026-02-27 03:12')
    expect(timeOf(at(2026, 2, 2, 3, 12), now, 'zh-CN')).toBe('2026-03-02 03:12')
    expect(dayOf(at(2026, 0, 12, 3, 12))).toBe('2026-01-12')
  })

  it('of just now is told in seconds, then minutes, never below zero', () => {
    const before = (ms: number) => agoOf(new Date(now - ms).toISOString(), now, 'zh-CN')
    expect([before(-500), before(8_400), before(59_999), before(60_000), before(601_000)]).toEqual([
      '0 秒前',
      '8 秒前',
      '59 秒前',
      '1 分钟前',
      '10 分钟前',
    ])
  })
})

describe('words', () => {
  it('are Chinese for every kind of Chinese and for a client that tells nothing', () => {
    expect(['zh_CN', 'zh_TW', 'zh_HK', undefined, ''].map(languageOf)).toEqual(Array(5).fill('zh-CN'))
    expect(['en', 'en_US', 'ja'].map(languageOf)).toEqual(['en', 'en', 'en'])
  })

  it('have their places filled, and keep what is not known', () => {
    expect(fill('请在 {n} 秒内选择', { n: 52 })).toBe('请在 52 秒内选择')
    expect(fill('{a}{b}', { a: 1 })).toBe('1{b}')
  })

  it('spell a code', () => {
    expect(spelled('482913', 'zh-CN')).toBe('四 八 二，九 一 三')
    expect(spelled('482913', 'en')).toBe('4 8 2, 9 1 3')
    expect(spelled('07', 'zh-CN')).toBe('零 七')
  })

  it('of the phone have the same places in both languages, and no exclamation mark', () => {
    const sentences: Record<string, string>[] = []
    const collect = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return
      if ('zh-CN' in value) sentences.push(value as Record<string, string>)
      else Object.values(value).forEach(collect)
    }
    collect({ ...phone, ...confirm, ends, outcomes })
    expect(sentences.length).toBeGreaterThan(100)
    const places = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort()
    for (const { 'zh-CN': zh, en } of sentences) {
      expect(zh).toBeTruthy()
      expect(en).toBeTruthy()
      expect(`${zh}${en}`).not.toMatch(/[!！你]/)
      // The product's name stands in the Chinese title only.
      expect(places(en)).toEqual(places(zh).filter((place) => place !== '{product}'))
    }
  })
})
