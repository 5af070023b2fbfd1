import { doubtful, questions } from '../../../../shared/messages/phone.ts'
import type { IconName } from '../../components/icon.tsx'
import type { Asked, Scan } from '../../scan/stage.ts'

export type Tone = 'brand' | 'info' | 'danger' | 'warn'

/** How each purpose looks: `tone` is part of class names. Danger has marks beside its colour: tape, edge, other button weights. */
export const purposes: Record<Asked, { tone: Tone; icon: IconName }> = {
  login: { tone: 'brand', icon: 'log-in' },
  bind: { tone: 'info', icon: 'link' },
  unbind: { tone: 'danger', icon: 'unlink' },
}

/** The place itself speaks against the scan: not where the phone is, or not where this mailbox usually signs in. */
export const isStrangePlace = ({ doubts, usualArea, browser }: Scan): boolean =>
  doubts.includes('other-province') ||
  doubts.includes('other-operator') ||
  (usualArea !== null && browser.place.area !== null && usualArea !== browser.place.area)

/** What the page asks and how it looks. A doubtful sign-in (spec R16) has the marks of danger in amber, and says what is strange. */
export function lookOf(scan: Scan) {
  const isDoubtful = scan.purpose === 'login' && scan.doubts.length > 0
  if (!isDoubtful) {
    const isDanger = scan.purpose === 'unbind'
    return { ...purposes[scan.purpose], ...questions[scan.purpose], place: '', isDanger, isDoubtful }
  }
  const strange = isStrangePlace(scan) ? 'place' : scan.doubts.includes('new-browser') ? 'browser' : 'picture'
  const place = scan.browser.place.area ?? ''
  const ask = strange === 'place' && place !== '' ? doubtful.ask : questions.login.ask
  const icon: IconName = strange === 'place' ? 'map-pin' : 'triangle-alert'
  return { tone: 'warn' as const, icon, kind: doubtful.kind[strange], ask, place, isDanger: true, isDoubtful }
}
