import { limits } from '../../../shared/limits.ts'
import { ticketOf, ticketOfLink } from './link.ts'

export type Query = Record<string, string | undefined>

/** A scan that WeChat opened the mini-program with. */
export interface Entered {
  ticket: string
  /** Unix seconds, where WeChat tells them. */
  scannedAt: number | null
}

/** WeChat hands over `q` (a link) and `scene` (a mini-program code) percent-encoded once. */
function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** @returns undefined when the page was opened without a scan; 'foreign' when what was scanned is not ours. */
export function readQuery({ q, scene, scancode_time: time }: Query, base: string): Entered | 'foreign' | undefined {
  const text = decodedOnce(q ?? scene ?? '')
  if (text === '') return undefined
  const ticket = text && (q === undefined ? ticketOf(text) : ticketOfLink(text, base))
  if (!ticket) return 'foreign'
  return { ticket, scannedAt: time && /^\d{1,12}$/.test(time) ? Number(time) : null }
}

/**
 * Whether this is a scan of now. Whoever comes back from the list of recent mini-programs brings his last scan along.
 * @param last the scan taken before it in this run. The first one is always taken: this phone's clock may be wrong, the server's decides.
 */
export function isNewScan(entered: Entered, last: Entered | undefined, now: number): boolean {
  if (!last) return true
  const isSame = last.ticket === entered.ticket && last.scannedAt === entered.scannedAt
  const isOld = entered.scannedAt !== null && now - entered.scannedAt * 1_000 > limits.hotScanAge
  return !isSame && !isOld
}
