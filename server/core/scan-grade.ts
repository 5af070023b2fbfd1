import { cameraScenes, type Doubt } from '../../shared/factors.ts'
import type { Place } from './place.ts'

interface Looked {
  isKnownBrowser: boolean
  browser: Place
  phone: Place
  scene: number
}

/** Two places differ only when both are known: what the tables do not know says nothing. */
const differ = (a: string | null, b: string | null) => a !== null && b !== null && a !== b

/**
 * What speaks against a scan (spec R16). Its grade is how many there are: from one on a sign-in ends with the two digits, and a strict policy refuses it.
 * None of them stops a live relay page; they make a forwarded QR and a far-away thief visible.
 */
export function doubtsOf({ isKnownBrowser, browser, phone, scene }: Looked): Doubt[] {
  const found: Record<Doubt, boolean> = {
    'new-browser': !isKnownBrowser,
    'other-province': differ(browser.province, phone.province),
    'other-operator': differ(browser.network, phone.network),
    picture: !cameraScenes.includes(scene),
  }
  return (Object.keys(found) as Doubt[]).filter((doubt) => found[doubt])
}
