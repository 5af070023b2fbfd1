import type { Counted, FaultMatch } from '../fault-match.ts'
import type { Fault } from '../wechat/faults.ts'
import type { ProviderName } from './accounts.ts'

/** Done instead of sending: a page of a gateway, the provider's own error under a status of HTTP, or this code of the provider's. */
type Instead =
  Extract<Fault, { kind: 'http' | 'notJson' }> | { kind: 'broken'; status: number } | { kind: 'code'; code: string }

/** Done to the answer, when the message has gone. `reset`: before the head of the answer. */
type Afterwards =
  | Extract<Fault, { kind: 'delay' | 'hang' | 'slowBody' | 'resetBeforeBody' | 'truncateJson' | 'emptyBody' }>
  | { kind: 'reset' }

export type SmsFault = Instead | Afterwards
export type SmsFaultRequest = SmsFault & Pick<FaultMatch, 'nth' | 'times'> & { provider?: ProviderName }
export type ActiveSmsFault = SmsFaultRequest & Counted

const instead: readonly string[] = ['http', 'notJson', 'broken', 'code']
const ours: readonly string[] = ['broken', 'code', 'reset']

export const isInstead = (fault: SmsFault): fault is Instead => instead.includes(fault.kind)

/** Those that the delivery of WeChat's stand-in knows too. */
export const onTheWire = (faults: readonly SmsFault[]): Fault[] =>
  faults.filter((fault): fault is Extract<SmsFault, Fault> => !ours.includes(fault.kind))

export const smsFaultOf = <K extends SmsFault['kind']>(faults: readonly SmsFault[], kind: K) =>
  faults.find((fault): fault is Extract<SmsFault, { kind: K }> => fault.kind === kind)
