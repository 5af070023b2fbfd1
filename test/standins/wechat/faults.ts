import type { Counted, FaultMatch } from '../fault-match.ts'

/** What can go wrong on the wire. All but `errcode` and `tokenKilledMidFlight` happen after the call has taken effect. */
export type Fault =
  /** Answered instead of doing anything. */
  | { kind: 'errcode'; errcode: number; errmsg?: string }
  /** Another process forces a new stable token just before this call is looked at. */
  | { kind: 'tokenKilledMidFlight' }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' }
  /** The head of the answer, then a TCP reset. */
  | { kind: 'resetBeforeBody' }
  | { kind: 'slowBody'; bytesPerSecond: number }
  /** The same answer twice on one connection. */
  | { kind: 'duplicateAnswer' }
  | { kind: 'truncateJson' }
  /** An HTML page with status 502. */
  | { kind: 'notJson' }
  /** A captive portal's 302. */
  | { kind: 'redirect'; location: string }
  | { kind: 'http'; status: number }
  | { kind: 'emptyBody' }
  | { kind: 'wrongContentType' }
  | { kind: 'bom' }
  | { kind: 'gzip' }
  | { kind: 'huge'; bytes?: number }
  | { kind: 'errcodeAsString' }
  /** A JSON error under `image/jpeg`; −1 when the call would have succeeded. */
  | { kind: 'jsonInImage' }

export type FaultKind = Fault['kind']

export type FaultRequest = Fault & FaultMatch
export type ActiveFault = Fault & Counted

export const faultKinds: Record<FaultKind, true> = {
  errcode: true,
  tokenKilledMidFlight: true,
  delay: true,
  hang: true,
  resetBeforeBody: true,
  slowBody: true,
  duplicateAnswer: true,
  truncateJson: true,
  notJson: true,
  redirect: true,
  http: true,
  emptyBody: true,
  wrongContentType: true,
  bom: true,
  gzip: true,
  huge: true,
  errcodeAsString: true,
  jsonInImage: true,
}

export const faultOf = <K extends FaultKind>(faults: readonly Fault[], kind: K) =>
  faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind)
