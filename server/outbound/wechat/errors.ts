import { limits } from '../../../shared/limits.ts'
import { WechatError } from '../../core/wechat.ts'
import type { WechatFailure } from '../../core/wechat.ts'

export interface WechatEvent {
  level: 'warn' | 'alarm'
  api: string
  errcode?: number
  /** WeChat's request id, for their support. */
  rid?: string
  /** Our own words, never WeChat's message: that may repeat what was sent. */
  reason: string
}

/** WeChat answered, with an error number. */
export class Refusal extends Error {
  constructor(
    readonly api: string,
    readonly errcode: number,
    readonly rid?: string,
  ) {
    super(`${api} ${errcode}`)
  }
}

/** No usable answer. `reason` is ours or a bare error code, free of URLs. */
export class Outage extends Error {
  constructor(
    readonly api: string,
    readonly reason: string,
  ) {
    super(`${api} ${reason}`)
  }
}

interface Verdict {
  failure: WechatFailure
  level?: 'warn' | 'alarm'
  reason: string
}

const code: Verdict = { failure: 'wechat.code', reason: 'the code is spent or unknown' }
const busy = (level: 'warn' | 'alarm', reason: string): Verdict => ({ failure: 'wechat.busy', level, reason })
const down = (level: 'warn' | 'alarm', reason: string): Verdict => ({ failure: 'wechat.unavailable', level, reason })
const badToken = down('alarm', 'access token or secret is refused')
const badApp = down('alarm', 'app id or secret is wrong')
const badMessage = down('alarm', 'template or its data is wrong')
const badScene = down('alarm', 'the scene of the picture is wrong')

const verdicts: Readonly<Record<number, Verdict>> = {
  [-1]: down('warn', 'WeChat says it is busy'),
  40001: badToken,
  40014: badToken,
  42001: badToken,
  40013: badApp,
  40125: badApp,
  41002: badApp,
  41004: badApp,
  40029: code,
  40163: code,
  40226: { failure: 'wechat.blocked', reason: 'WeChat holds this user for high-risk' },
  45011: busy('warn', 'minute quota'),
  45009: busy('alarm', 'API quota'),
  41030: down('alarm', 'the page is not published'),
  40037: badMessage,
  47003: badMessage,
  40129: badScene,
  40169: badScene,
  40164: down('alarm', 'our address is not on the white list'),
  89503: down('alarm', 'the administrator has to confirm the call'),
  48001: down('alarm', 'the API is not granted to this app'),
}
const unexpected = down('warn', 'an error we do not know')

/** What the caller sees and what the operator reads of it. */
export function judge(error: Refusal | Outage): { error: WechatError; event?: WechatEvent } {
  if (error instanceof Outage) {
    return {
      error: new WechatError('wechat.unavailable'),
      event: { level: 'warn', api: error.api, reason: error.reason },
    }
  }
  const { api, errcode, rid } = error
  const { failure, level, reason } = verdicts[errcode] ?? unexpected
  const retryAfterSeconds = failure === 'wechat.busy' ? limits.wechatBusySeconds : undefined
  return {
    error: new WechatError(failure, { errcode, retryAfterSeconds }),
    event: level && { level, api, errcode, rid, reason },
  }
}
