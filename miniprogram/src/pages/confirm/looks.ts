import type { Asked } from '../../../../shared/messages/phone-confirm.ts'
import { doubts, methods, questions } from '../../../../shared/messages/phone-confirm.ts'
import type { IconName } from '../../components/icon.tsx'
import { askedOf, isDoubtful, type Scan } from '../../scan/stage.ts'
import { say } from '../../wechat/device.ts'

export type Tone = 'brand' | 'info' | 'danger' | 'warn'

/** How each question looks: `tone` is part of class names. Danger has marks beside its colour: tape, edge, other button weights. */
export const looks: Record<Asked, { tone: Tone; icon: IconName; isDanger: boolean }> = {
  login: { tone: 'brand', icon: 'log-in', isDanger: false },
  prove: { tone: 'brand', icon: 'shield-check', isDanger: false },
  bind: { tone: 'info', icon: 'link', isDanger: false },
  unbind: { tone: 'danger', icon: 'unlink', isDanger: true },
  'unbind-other': { tone: 'danger', icon: 'unlink', isDanger: true },
  'rebind-old': { tone: 'warn', icon: 'refresh-cw', isDanger: true },
  'rebind-new': { tone: 'info', icon: 'link', isDanger: false },
  'rebind-other': { tone: 'warn', icon: 'refresh-cw', isDanger: true },
}

/** The place itself speaks against the scan: not where the phone is, or not where this mailbox usually signs in. */
export const isStrangePlace = ({ doubts, usualArea, browser }: Scan): boolean =>
  doubts.includes('other-province') ||
  doubts.includes('other-operator') ||
  (usualArea !== null && browser.place.area !== null && usualArea !== browser.place.area)

/** What `{method}` stands for. */
export const methodOf = ({ target }: Scan): string => (target ? say(methods[target]) : '')

/** What the page asks and how it looks. A doubtful proof is amber, and says what is strange. */
export function lookOf(scan: Scan) {
  const asked = askedOf(scan)
  const question = { ...questions[asked], ...looks[asked], place: '' }
  if (!isDoubtful(scan)) return question
  const words = doubts[asked === 'prove' ? 'prove' : 'login']
  const tone: Tone = 'warn'
  const strange = isStrangePlace(scan) ? 'place' : scan.doubts.includes('new-browser') ? 'browser' : 'picture'
  const marks = { tone, isDanger: true, kind: words.kind[strange] }
  if (strange !== 'place') return { ...question, ...marks, icon: 'triangle-alert' as const }
  const place = scan.browser.place.area ?? ''
  return { ...question, ...marks, icon: 'map-pin' as const, place, ask: place === '' ? question.ask : words.ask }
}
