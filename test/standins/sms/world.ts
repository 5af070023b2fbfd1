import { note } from '../../after/ledger.ts'
import { aliyunAccount, tencentAccount, type ProviderName } from './accounts.ts'
import type { ActiveSmsFault } from './faults.ts'

/** A message that was taken for delivery. */
export interface Sent {
  provider: ProviderName
  /** E.164 */
  number: string
  template: 'code' | 'notice'
  value: string
  at: number
}

export interface Call {
  provider: ProviderName
  /** close: it came on a connection of its own. */
  connection: string
  faults: string[]
  /** What was meant to be answered before faults of delivery; absent while under way. */
  status?: number
  code?: string
}

/** Everything both providers know. */
export interface World {
  sent: Sent[]
  calls: Call[]
  faults: ActiveSmsFault[]
  /** Nonces of Aliyun's signatures. */
  nonces: Set<string>
  isFlowControlled: boolean
  /** How much older `advance` has made all messages. */
  aheadMs: number
  /** How far the providers' clocks are from ours. */
  skewMs: number
}

export function createWorld(): World {
  for (const { key } of [aliyunAccount, tencentAccount]) note('SMS key', key)
  return { sent: [], calls: [], faults: [], nonces: new Set(), isFlowControlled: true, aheadMs: 0, skewMs: 0 }
}

/** Milliseconds since 1970, for flow control. */
export const now = (world: World) => Date.now() + world.aheadMs

/** Seconds since 1970 by the providers' clock, for signatures. */
export const signedNow = (world: World) => Math.floor((Date.now() + world.skewMs) / 1_000)

export function keep(world: World, message: Omit<Sent, 'at'>): void {
  note('phone number', message.number.replace('+86', ''))
  if (message.template === 'code') note('six-digit code', message.value)
  world.sent.push({ ...message, at: now(world) })
}
