// By hand: a phone's JS engine may lack Intl.
import { facts } from '../../../shared/messages/phone.ts'
import type { Language } from '../../../shared/messages/problems.ts'
import { fill } from './say.ts'

const two = (value: number): string => String(value).padStart(2, '0')
const dayStart = (time: Date, daysBack = 0): number =>
  new Date(time.getFullYear(), time.getMonth(), time.getDate() - daysBack).getTime()

/** ISO time → 2026-01-12 in this phone's zone. */
export function dayOf(iso: string): string {
  const time = new Date(iso)
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

/** ISO time → 今天 10:21, 昨天 21:05 or 2026-03-01 03:12. @param now milliseconds. */
export function timeOf(iso: string, now: number, language: Language): string {
  const time = new Date(iso)
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`
  const day = dayStart(time)
  const today = new Date(now)
  if (day === dayStart(today)) return fill(facts.today[language], { time: clock })
  if (day === dayStart(today, 1)) return fill(facts.yesterday[language], { time: clock })
  return `${dayOf(iso)} ${clock}`
}

/** 8 秒前, 3 分钟前. @param now server's clock, milliseconds. */
export function agoOf(iso: string, now: number, language: Language): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1_000))
  if (seconds < 60) return fill(facts.secondsAgo[language], { n: seconds })
  return fill(facts.minutesAgo[language], { n: Math.floor(seconds / 60) })
}
