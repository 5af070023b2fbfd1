import type { Delivery, TextMessage, Texter } from '../../core/outbound.ts'
import { limits } from '../../../shared/limits.ts'
import { createAliyun } from './aliyun.ts'
import { attempt } from './attempt.ts'
import { refused, type AliyunAccount, type Provider, type SmsEvent, type TencentAccount } from './provider.ts'
import { createTencent } from './tencent.ts'

export interface TexterOptions {
  /** One or two, the preferred one first. */
  accounts: readonly (AliyunAccount | TencentAccount)[]
  /** One event for each request that did not send. */
  log?: (event: SmsEvent) => void
}

const open = (account: AliyunAccount | TencentAccount): Provider =>
  account.name === 'aliyun' ? createAliyun(account) : createTencent(account)

/**
 * Texts over one provider, or over the second when the first is not reached or answers HTTP 5xx. A refusal is final, flow control above all: the other
 * provider would be a way around it. So is silence: the message may have gone, and nobody gets it twice.
 */
export function createTexter({ accounts, log }: TexterOptions): Texter {
  const providers = accounts.map(open)
  return {
    async send(message: TextMessage): Promise<Delivery> {
      const signal = AbortSignal.timeout(limits.smsTimeout)
      for (const provider of providers.filter(({ has }) => has(message.template))) {
        const { delivery, code, isFault } = await attempt(provider, message, signal)
        if (delivery.is !== 'sent') log?.({ provider: provider.name, ...delivery, code })
        if (!isFault || signal.aborted) return delivery
      }
      return refused('down')
    },
  }
}
