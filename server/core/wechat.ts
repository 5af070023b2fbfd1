/**
 * What a caller can do about it. `wechat.code`: expired, used or unknown, ask the phone for a new one. `wechat.blocked`: WeChat holds this
 * user for high-risk, offer another method. `wechat.busy`: a quota, try again after `retryAfterSeconds`. `wechat.unavailable`: anything else.
 */
export type WechatFailure = 'wechat.code' | 'wechat.blocked' | 'wechat.busy' | 'wechat.unavailable'

/** The only error that a Wechat method throws. Neither it nor its message ever holds a code, token, secret or openid. */
export class WechatError extends Error {
  readonly code: WechatFailure
  readonly retryAfterSeconds?: number
  /** WeChat's own number, when WeChat answered with one. */
  readonly errcode?: number
  constructor(code: WechatFailure, details: { retryAfterSeconds?: number; errcode?: number } = {}) {
    super(details.errcode === undefined ? code : `${code} (${details.errcode})`)
    this.name = 'WechatError'
    this.code = code
    this.retryAfterSeconds = details.retryAfterSeconds
    this.errcode = details.errcode
  }
}

/** WeChat's server, as far as the domain needs it. Every method answers or throws a WechatError within 5 s (spec R12). */
export interface Wechat {
  /** Who holds this `wx.login` code. Spends the code. Never asked twice for one code: identical concurrent codes share one call. */
  identify(code: string): Promise<{ openid: string; unionid?: string }>
  /** The picture of a mini-program code. `scene`: 1–32 characters of WeChat's set; `page`: without leading slash or query. */
  miniProgramCode(scene: string, page: string): Promise<{ type: 'image/jpeg' | 'image/png'; bytes: Buffer }>
  /** A subscription message. `not-subscribed` is an ordinary answer: the user has given no (more) consent. */
  notify(
    openid: string,
    templateId: string,
    page: string,
    data: Record<string, { value: string }>,
  ): Promise<'sent' | 'not-subscribed'>
}
