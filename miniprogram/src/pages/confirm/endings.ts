import type { End } from '../../../../shared/messages/phone-ends.ts'
import type { Tone } from '../../components/end-screen.tsx'
import type { IconName } from '../../components/icon.tsx'

/** done: what was done and where; refused: what to do when it was somebody else; scan, retry, how: the way on; plain: 完成 only. */
export type EndKind = 'done' | 'refused' | 'scan' | 'retry' | 'how' | 'plain'

const ending = (icon: IconName, tone: Tone, kind: EndKind) => ({ icon, tone, kind })
const done = ending('check', 'brand', 'done')
const refused = ending('ban', 'danger', 'refused')
const wrongNumber = ending('circle-x', 'danger', 'scan')

export const endings: Record<End, { icon: IconName; tone: Tone; kind: EndKind }> = {
  'login-done': done,
  bound: done,
  unbound: done,
  'login-refused': refused,
  'bind-refused': refused,
  'unbind-refused': refused,
  'login-reported': refused,
  'bind-reported': refused,
  'unbind-reported': refused,
  'login-cancelled': ending('x', 'warn', 'plain'),
  'bind-cancelled': ending('x', 'warn', 'plain'),
  'login-wrong-number': wrongNumber,
  'bind-wrong-number': wrongNumber,
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
