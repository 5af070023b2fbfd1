import type { End, Outcome } from '../../../../shared/messages/phone-ends.ts'
import type { Tone } from '../../components/end-screen.tsx'
import type { IconName } from '../../components/icon.tsx'

/** done: what was done and where; refused: what to do when it was somebody else; scan, retry, how: the way on; plain: 完成 only. */
export type EndKind = 'done' | 'refused' | 'scan' | 'retry' | 'how' | 'plain'

interface Ending {
  icon: IconName
  tone: Tone
  kind: EndKind
}

const ending = (icon: IconName, tone: Tone, kind: EndKind): Ending => ({ icon, tone, kind })

export const outcomeLooks: Record<Outcome, Ending> = {
  done: ending('check', 'brand', 'done'),
  refused: ending('ban', 'danger', 'refused'),
  reported: ending('ban', 'danger', 'refused'),
  cancelled: ending('x', 'warn', 'plain'),
  'wrong-number': ending('circle-x', 'danger', 'scan'),
}

export const endings: Record<End, Ending> = {
  expired: ending('hourglass', 'warn', 'scan'),
  used: ending('info', 'info', 'plain'),
  'other-phone': ending('smartphone', 'warn', 'scan'),
  changed: ending('info', 'warn', 'scan'),
  'not-ours': ending('scan-qr-code', 'danger', 'scan'),
  picture: ending('scan-line', 'warn', 'scan'),
  policy: ending('ban', 'warn', 'plain'),
  'not-bound': ending('user-x', 'danger', 'how'),
  full: ending('mail', 'warn', 'plain'),
  computer: ending('smartphone', 'info', 'plain'),
  offline: ending('wifi-off', 'warn', 'retry'),
  blocked: ending('lock', 'warn', 'plain'),
  down: ending('triangle-alert', 'warn', 'retry'),
  busy: ending('hourglass', 'warn', 'retry'),
  failed: ending('triangle-alert', 'warn', 'retry'),
}
