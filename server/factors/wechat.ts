import type { Factor } from '../core/factor.ts'
import { codesAt, newKey, verifyCode } from './codes/time-based.ts'

/** `openid` of the WeChat, `key` of its six-digit codes (base64url, 160 bit, RFC 4226 §4), `step` the last spent period. */
interface WechatBinding {
  openid: string
  key: string
  step: number
}

/** WeChat: a scan that the phone confirms, or the six digits that the mini-program shows (never for a change of factors). */
export const wechat: Factor<WechatBinding> = {
  kind: 'wechat',
  prompts: { login: ['scan', 'code'], prove: ['scan', 'code'], bind: ['scan'], unbind: ['scan'], rebind: ['scan'] },
  sealed: ['openid', 'key'],
  mark: (b) => b.openid,
  verify(b, _, answer, tools) {
    const { openid, key, step = 0 } = b
    if (answer.by === 'browser')
      return openid && key ? verifyCode({ openid, key, step }, answer.code, tools.now) : undefined
    if (openid === undefined) return { binding: { openid: answer.openid, key: newKey(tools), step: 0 } }
    return key && openid === answer.openid ? { binding: { openid, key, step } } : undefined
  },
  codes: (b, now, ahead) => codesAt(b, now, ahead),
}
