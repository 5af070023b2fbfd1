import { readConfig } from '../../server/config/config.ts'
import type { Delivery, TextMessage, Texter } from '../../server/core/outbound.ts'
import { createTexter } from '../../server/outbound/sms/failover.ts'
import type { SmsEvent } from '../../server/outbound/sms/provider.ts'
import { keepLog } from '../after/evidence.ts'
import type { ProviderName } from '../standins/sms/accounts.ts'
import type { SmsStandin } from '../standins/sms/start.ts'

export const number = '+8613800138000'
export const code: TextMessage = { template: 'code', number, value: '271828' }
export const notice: TextMessage = { template: 'notice', number, value: '解除了微信绑定' }
export const providerNames: readonly ProviderName[] = ['aliyun', 'tencent']
export const orders: readonly [ProviderName, ProviderName][] = [
  ['aliyun', 'tencent'],
  ['tencent', 'aliyun'],
]

const trial = {
  PUBLIC_URL: 'http://localhost',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
}

export interface Client {
  texter: Texter
  events: SmsEvent[]
}

/** A texter as the product makes it from its environment, and what it logged. @param changes other settings; empty ones are not there. */
export function connect(standin: SmsStandin, providers: ProviderName[], changes: Record<string, string> = {}): Client {
  const events: SmsEvent[] = []
  const log = (event: SmsEvent): void => {
    events.push(event)
    keepLog(`sms-${process.pid}`, `${JSON.stringify(event)}\n`)
  }
  const { sms } = readConfig({ ...trial, ...standin.environment(...providers), ...changes })
  if (!sms) throw new Error('no providers')
  return { texter: createTexter({ accounts: sms.accounts, log }), events }
}

/** The delivery and how long it took, in milliseconds. */
export async function timed(delivery: Promise<Delivery>): Promise<{ delivery: Delivery; ms: number }> {
  const start = performance.now()
  return { delivery: await delivery, ms: performance.now() - start }
}
