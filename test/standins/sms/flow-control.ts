import type { ProviderName } from './accounts.ts'
import { SmsRefusal } from './requests.ts'
import { now, type World } from './world.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

interface Limit {
  within: number
  most: number
  code: string
  text: string
}

const aliyun = (within: number, most: number, name: string): Limit => ({
  within,
  most,
  code: 'isv.BUSINESS_LIMIT_CONTROL',
  text: `触发${name}流控Permits:${most}`,
})

const tencent = (within: number, most: number, name: string, text: string): Limit => ({
  within,
  most,
  code: `LimitExceeded.PhoneNumber${name}Limit`,
  text: `the number of sms messages sent from a single mobile number ${text} exceeds the upper limit`,
})

/** Of both consoles before anybody changes them. A day is the last 24 hours. */
const defaults: Record<ProviderName, readonly Limit[]> = {
  aliyun: [aliyun(minute, 1, '分钟级'), aliyun(hour, 5, '小时级'), aliyun(day, 10, '天级')],
  tencent: [
    tencent(minute / 2, 1, 'ThirtySecond', 'within 30 seconds'),
    tencent(hour, 5, 'OneHour', 'within 1 hour'),
    tencent(day, 10, 'Daily', 'every day'),
  ],
}

/** @throws SmsRefusal when this number has had its share of this provider's messages. */
export function checkFlow(world: World, provider: ProviderName, number: string): void {
  if (!world.isFlowControlled) return
  const had = world.sent.filter((sent) => sent.provider === provider && sent.number === number)
  for (const { within, most, code, text } of defaults[provider])
    if (had.filter(({ at }) => at > now(world) - within).length >= most) throw new SmsRefusal(code, text)
}
