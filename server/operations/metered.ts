import type { Delivery } from '../core/outbound.ts'
import type { Services } from '../core/services.ts'
import { WechatError } from '../core/wechat.ts'
import type { Meters } from './meters.ts'

const deliveryOf = (delivery: Delivery) => (delivery.is === 'refused' ? `refused-${delivery.why}` : delivery.is)

type Meter = Pick<Meters, 'outbound' | 'events'>

/** Times one call of another service. What it throws goes on. */
async function time<T>(
  { outbound }: Meter,
  service: string,
  call: string,
  work: () => Promise<T>,
  of: (t: T) => string,
) {
  const began = performance.now()
  const end = (outcome: string) => outbound({ service, call, outcome, ms: performance.now() - began })
  try {
    const result = await work()
    end(of(result))
    return result
  } catch (error) {
    end(error instanceof WechatError ? error.code : 'fault')
    throw error
  }
}

/** The same services; what leaves the building and what reaches the trail is counted. */
export function meter(services: Services, meters: Meter): Services {
  const { audit, wechat, mailer, texter } = services
  const toWechat = <T>(call: string, work: () => Promise<T>) => time(meters, 'wechat', call, work, () => 'ok')
  return {
    ...services,
    audit: {
      ...audit,
      async append(events) {
        const appended = await audit.append(events)
        meters.events(appended)
        return appended
      },
    },
    wechat: {
      identify: (code) => toWechat('identify', () => wechat.identify(code)),
      miniProgramCode: (...given) => toWechat('code', () => wechat.miniProgramCode(...given)),
      notify: (...given) => toWechat('notify', () => wechat.notify(...given)),
    },
    mailer: mailer && { send: (mail) => time(meters, 'mail', 'send', () => mailer.send(mail), deliveryOf) },
    texter: texter && { send: (text) => time(meters, 'sms', text.template, () => texter.send(text), deliveryOf) },
  }
}
