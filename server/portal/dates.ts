import { dates } from '../../shared/messages/portal-devices.ts'
import type { Words } from './i18n.ts'

const two = (value: number) => String(value).padStart(2, '0')

/** ISO time → 2026-01-12 in this browser's zone. */
export function dayOf(iso: string): string {
  const date = new Date(iso)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** ISO time → 09:05 in this browser's zone. */
export function timeOf(iso: string): string {
  const date = new Date(iso)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** ISO time → 2026-01-12 09:05 in this browser's zone. */
export const fullTime = (iso: string): string => `${dayOf(iso)} ${timeOf(iso)}`

/** Calendar days from `iso` to `now` in this browser's zone: 0 today, 1 yesterday, -1 tomorrow. */
function daysAgo(iso: string, now: number): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return (midnight(new Date(now)) - midnight(new Date(iso))) / 86_400_000
}

const near: Record<number, Words> = { 0: dates.today, 1: dates.yesterday, [-1]: dates.tomorrow }

export interface When {
  words: Words
  values: { time: string }
}

const plain: Words = { 'zh-CN': '{time}', en: '{time}' }

/** 今天 10:21, 昨天 21:05, else the date and its time. @param now milliseconds. */
export function whenOf(iso: string, now: number): When {
  const words = near[daysAgo(iso, now)]
  return words ? { words, values: { time: timeOf(iso) } } : { words: plain, values: { time: fullTime(iso) } }
}

/** The same without the time of a day further away, for a narrow column. */
export function dayOrTime(iso: string, now: number): When {
  return near[daysAgo(iso, now)] ? whenOf(iso, now) : { words: plain, values: { time: dayOf(iso) } }
}
