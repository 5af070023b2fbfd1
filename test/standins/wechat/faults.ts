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

/** Which calls a fault meets. Without any of these: every call. */
export interface FaultMatch {
  path?: string
  /** From the nth matching call on, counted from 1 after the fault was set. */
  nth?: number
  /** At most so many calls. */
  times?: number
  /** 0–1. */
  probability?: number
}

export type FaultRequest = Fault & FaultMatch
type Counted = FaultMatch & { seen: number; fired: number }
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

function meets(fault: Counted, path: string): boolean {
  if (fault.path !== undefined && fault.path !== path) return false
  fault.seen += 1
  if (fault.seen < (fault.nth ?? 1) || fault.fired >= (fault.times ?? Infinity)) return false
  if (Math.random() >= (fault.probability ?? 1)) return false
  fault.fired += 1
  return true
}

/** The faults that meet this call, in the order they were set; counts the call. */
export const takeFaults = <F extends Counted>(faults: readonly F[], path: string): F[] =>
  faults.filter((fault) => meets(fault, path))

export const faultOf = <K extends FaultKind>(faults: readonly Fault[], kind: K) =>
  faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind)
