import { WechatError } from '../../server/core/wechat.ts'
import type { Wechat } from '../../server/core/wechat.ts'
import type { WechatEvent } from '../../server/outbound/wechat/errors.ts'
import { createWechat } from '../../server/outbound/wechat/wechat.ts'
import type { WechatOptions } from '../../server/outbound/wechat/wechat.ts'
import { keepLog } from '../after/evidence.ts'
import { startWechatStandin } from '../standins/wechat/start.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'

export const page = 'pages/confirm/index'
export const templateId = 'tmpl-sign-in'
export const data = { thing1: { value: '有人登录了您的邮箱' }, time2: { value: '2026年11月24日 10:21' } }
export const identifyPath = '/sns/jscode2session'
export const tokenPath = '/cgi-bin/stable_token'
export const picturePath = '/wxa/getwxacodeunlimit'
export const notifyPath = '/cgi-bin/message/subscribe/send'

export const startStandin = () =>
  startWechatStandin({ apps: [{ pages: [page], templates: { [templateId]: ['thing1', 'time2'] } }] })

export interface Client {
  wechat: Wechat
  events: WechatEvent[]
}

/** A client of this stand-in as the product makes it, and what it logged. */
export function connect({ url, appid, secret }: WechatStandin, options: Partial<WechatOptions> = {}): Client {
  const events: WechatEvent[] = []
  const log = (event: WechatEvent): void => {
    events.push(event)
    keepLog(`wechat-${process.pid}`, `${JSON.stringify(event)}\n`)
  }
  const wechat = createWechat({ baseUrl: url, appId: appid, secret, log, ...options })
  return { wechat, events }
}

/** The WechatError of a call that has to fail. Anything else thrown fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<WechatError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof WechatError) return outcome
  throw new Error(`expected a WechatError, got ${outcome === undefined ? 'success' : String(outcome)}`)
}
