import { useEffect, useRef } from 'react'
import { limits } from '../../../shared/limits.ts'
import { purposeLines, scan, scanLines } from '../../../shared/messages/portal-scan.ts'
import { problems } from '../../../shared/messages/problems.ts'
import { minutes, secondsLeft } from '../clock.ts'
import type { Facts } from '../facts.ts'
import { fill, useSay, type Words } from '../i18n.ts'
import type { ScanView } from '../scan-view.ts'
import { Ring } from './ring.tsx'
import { useAnnounce } from './status.tsx'

interface Lines {
  title: Words
  line: Words | null
}

interface Props {
  view: ScanView
  facts: Facts
  /** Milliseconds of the server's clock. */
  now: number
}

const lives: Partial<Record<ScanView, number>> = {
  pending: limits.ticketLife,
  renewed: limits.ticketLife,
  scanned: limits.confirmLife,
}
const refusals: readonly ScanView[] = ['denied', 'reported', 'wrong-number', 'stranger']

/** The two lines of a state in the words of its purpose. */
export function linesOf(view: ScanView, facts: Facts): Lines {
  if (view === 'failed') return { title: problems[facts.problem?.code ?? 'internal'], line: null }
  const { purpose, stage } = facts.challenge ?? { purpose: 'login', stage: 'prove' }
  const own: Partial<Record<ScanView, Words>> = purposeLines[purpose === 'rebind' ? stage : purpose]
  const lines = scanLines[view]
  const title = purpose !== 'login' && view === 'pending' ? scan.changeTitle : lines.title
  return { title, line: own[view] ?? lines.line }
}

/** Speaks each state once, with the time it begins with; a refusal is said at once by its own role. */
export function useSpokenState(view: ScanView, facts: Facts, now: number): void {
  const say = useSay()
  const announce = useAnnounce()
  const { title, line } = linesOf(view, facts)
  const time = facts.challenge ? minutes(secondsLeft(facts.challenge.until, now)) : ''
  const text = useRef('')
  text.current = [say(title), line && say(line, { time })].filter(Boolean).join(' ')
  // When it begins, not each second.
  useEffect(() => announce(refusals.includes(view) ? '' : text.current), [view, announce])
}

/** The line with the ring: 1:34 后自动刷新. */
export function CountdownLine({ view, facts, now }: Props) {
  const say = useSay()
  const { line } = linesOf(view, facts)
  const life = lives[view]
  const until = facts.challenge?.until
  if (!line) return null
  if (life === undefined || until === undefined) return <p className="scan-line">{say(line)}</p>
  const time = minutes(secondsLeft(until, now))
  return (
    <p className="scan-line">
      <Ring until={until} total={life} now={now} />
      <span className="figure">{fill(say(line), { time })}</span>
    </p>
  )
}

/** Title and line; both together are an alert when somebody refused. */
export function ScanWords({ view, facts, now }: Props) {
  const say = useSay()
  const { problem } = facts
  const values = { time: problem?.problem?.retryAt ? minutes(secondsLeft(problem.problem.retryAt, now)) : '' }
  return (
    <div className="scan-words" role={refusals.includes(view) ? 'alert' : undefined}>
      <p className="scan-title">{say(linesOf(view, facts).title, values)}</p>
      <CountdownLine view={view} facts={facts} now={now} />
    </div>
  )
}
