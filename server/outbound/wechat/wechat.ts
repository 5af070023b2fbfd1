import { limits } from '../../../shared/limits.ts'
import type { Wechat } from '../../core/wechat.ts'
import { createAuthorized } from './authorized.ts'
import { withDeadline } from './deadline.ts'
import { judge, Outage, Refusal } from './errors.ts'
import type { WechatEvent } from './errors.ts'
import { createSend } from './http.ts'
import { createIdentify } from './identify.ts'
import { createMiniProgramCode } from './mini-program-code.ts'
import { createNotify } from './notify.ts'
import { paths } from './paths.ts'
import { shareConcurrent } from './single-flight.ts'
import { createTokens } from './token.ts'

export interface WechatOptions {
  /** Where WeChat's API answers, e.g. `https://api.weixin.qq.com`. */
  baseUrl: string
  appId: string
  secret: string
  /** Which version of the mini-program a picture or a message opens; `release` unless said. */
  envVersion?: 'release' | 'trial' | 'develop'
  /** One event for each failed call; none for what is the user's or the phone's affair. */
  log?: (event: WechatEvent) => void
}

/** WeChat over HTTP. Nothing here repeats jscode2session: its code is spent by the first call, answered or not. */
export function createWechat({ baseUrl, appId, secret, envVersion = 'release', log }: WechatOptions): Wechat {
  const send = createSend(baseUrl)
  const authorized = createAuthorized(send, createTokens(send, appId, secret))
  const identify = createIdentify(send, appId, secret)
  const miniProgramCode = createMiniProgramCode(authorized, envVersion)
  const notify = createNotify(authorized, envVersion)

  async function guarded<T>(api: string, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(ms, work, () => new Outage(api, 'no answer in time'))
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Outage)) throw error
      const verdict = judge(error)
      if (verdict.event) log?.(verdict.event)
      throw verdict.error
    }
  }

  return {
    identify: shareConcurrent((code) =>
      guarded(paths.identify, limits.wechatTimeout, (signal) => identify(code, signal)),
    ),
    miniProgramCode: (scene, page) =>
      guarded(paths.miniProgramCode, limits.wechatImageTimeout, (signal) => miniProgramCode(scene, page, signal)),
    notify: (...message) => guarded(paths.notify, limits.wechatTimeout, (signal) => notify(message, signal)),
  }
}
