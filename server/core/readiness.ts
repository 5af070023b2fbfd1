import { limits } from '../../shared/limits.ts'
import type { ChallengeFeed } from './news.ts'

/** What waits in the whole database, whichever process will carry it. */
export interface Waiting {
  /** Events that have not reached the trail; counted up to limits.backlogLooked records. */
  events: number
  /** When the oldest of these happened. */
  oldest: Date | null
  /** Notices whose time has come; counted up to limits.backlogLooked. */
  notices: number
}

/** The database as those see it who watch it. store/ implements it; each answer comes within limits.readyTimeout, or an error. */
export interface Pulse {
  /** MongoDB's own clock, told by a majority read. */
  time(): Promise<Date>
  waiting(now: Date): Promise<Waiting>
}

/** What has to hold before people are sent to this process. Times are ISO texts. */
export interface Readiness {
  isReady: boolean
  checks: {
    running: { isOk: boolean }
    database: { isOk: boolean; ms: number; mostMs: number }
    clock: { isOk: boolean; here: string; database: string | null; apartMs: number | null; mostMs: number }
    feed: { isOk: boolean }
  }
}

export interface Readied {
  pulse: Pick<Pulse, 'time'>
  feed: Pick<ChallengeFeed, 'isOpen'>
  now(): Date
  isStopping(): boolean
}

/** MongoDB read its clock some time between our two looks at ours; halfway is wrong by no more than half the way there and back. */
async function askTime({ pulse, now }: Readied) {
  const asked = now().getTime()
  const there = await pulse.time().catch(() => null)
  const answered = now().getTime()
  return { here: new Date((asked + answered) / 2), there, ms: answered - asked }
}

/** Asks all of it anew. A clock that is wrong makes codes of phones and apps wrong, and what one process calls over lives on at another (Q38). */
export async function checkReadiness(needs: Readied): Promise<Readiness> {
  const { here, there, ms } = await askTime(needs)
  const apartMs = there && Math.round(here.getTime() - there.getTime())
  const checks = {
    running: { isOk: !needs.isStopping() },
    database: { isOk: there !== null, ms, mostMs: limits.readyTimeout },
    clock: {
      isOk: apartMs !== null && Math.abs(apartMs) <= limits.clocksApart,
      here: here.toISOString(),
      database: there && there.toISOString(),
      apartMs,
      mostMs: limits.clocksApart,
    },
    feed: { isOk: needs.feed.isOpen() },
  }
  return { isReady: Object.values(checks).every(({ isOk }) => isOk), checks }
}
