import { crypto } from '@otplib/plugin-crypto-node'
import { generateSync, verifySync } from 'otplib'
import type { Factor, PeriodCode } from '../core/factor.ts'
import { limits } from '../../shared/limits.ts'

/** `openid` of the WeChat, `key` of its six-digit codes (base64url, 160 bit, RFC 4226 §4), `step` the last spent period. */
interface WechatBinding {
  openid: string
  key: string
  step: number
}

const period = limits.codePeriodSeconds
const keyBytes = 20
const seconds = (time: Date) => Math.floor(time.getTime() / 1_000)
const secret = (b: WechatBinding) => new Uint8Array(Buffer.from(b.key, 'base64url'))

/** Six digits of RFC 6238 (SHA-1, 30 s, ± one step); a step at or below the last spent one is 'used' (§5.2). */
function verifyCode(b: WechatBinding, token: string, now: Date): WechatBinding | 'used' | undefined {
  const found = verifySync({
    secret: secret(b),
    token,
    epoch: seconds(now),
    period,
    epochTolerance: limits.codeSteps * period,
    crypto,
  })
  if (!found.valid || !('timeStep' in found)) return undefined
  return found.timeStep <= b.step ? 'used' : { ...b, step: found.timeStep }
}

function codeAt(b: WechatBinding, step: number): PeriodCode {
  const start = step * period
  return {
    code: generateSync({ secret: secret(b), epoch: start, period, crypto }),
    from: new Date(start * 1_000),
    until: new Date((start + period) * 1_000),
  }
}

/** WeChat: a scan that the phone confirms, or the six digits that the mini-program shows (sign-in only). */
export const wechat: Factor<WechatBinding> = {
  kind: 'wechat',
  prompts: { login: ['scan', 'code'], bind: ['scan'], unbind: ['scan'], rebind: ['scan'] },
  sealed: ['openid', 'key'],
  mark: (b) => b.openid,
  verify(b, answer, tools) {
    const { openid, key, step = 0 } = b
    if (answer.by === 'browser')
      return openid && key ? verifyCode({ openid, key, step }, answer.code, tools.now) : undefined
    if (openid === undefined)
      return { openid: answer.openid, key: tools.random(keyBytes).toString('base64url'), step: 0 }
    return key && openid === answer.openid ? { openid, key, step } : undefined
  },
  codes(b, now, ahead) {
    const present = Math.floor(seconds(now) / period)
    return Array.from({ length: ahead + 1 }, (_, index) => codeAt(b, present + index))
  },
}
