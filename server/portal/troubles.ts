import { Ban, CircleX, Clock, Lock, TriangleAlert, WifiOff, type LucideIcon } from 'lucide-react'
import type { CallError } from '../../shared/client.ts'

interface Look {
  /** Amber is for outages, which are nobody's wrong input. */
  tone: 'danger' | 'warn' | 'plain'
  glyph: LucideIcon
}

const outage: Look = { tone: 'warn', glyph: TriangleAlert }
const looks: Partial<Record<CallError['code'], Look>> = {
  offline: { tone: 'warn', glyph: WifiOff },
  'throttle.wait': { tone: 'danger', glyph: Lock },
  'send.limit': { tone: 'warn', glyph: Ban },
  'code.expired': { tone: 'danger', glyph: Clock },
  'challenge.expired': { tone: 'danger', glyph: Clock },
  'session.ended': { tone: 'plain', glyph: Clock },
  'directory.unavailable': outage,
  'wechat.unavailable': outage,
  'service.unavailable': outage,
  internal: outage,
}

export const lookOf = (code: CallError['code']): Look => looks[code] ?? { tone: 'danger', glyph: CircleX }
