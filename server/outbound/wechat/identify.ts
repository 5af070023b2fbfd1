import { limits } from '../../../shared/limits.ts'
import type { Wechat } from '../../core/wechat.ts'
import { readAnswer } from './answer.ts'
import { Outage } from './errors.ts'
import type { Send } from './http.ts'
import { paths } from './paths.ts'

const path = paths.identify

/** The session_key in the answer is let go: nothing here needs it, and what is not kept cannot leak. */
export function createIdentify(send: Send, appId: string, secret: string) {
  return async (code: string, signal: AbortSignal): ReturnType<Wechat['identify']> => {
    const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' }
    const { openid, unionid } = readAnswer(
      path,
      await send({ method: 'GET', path, query, maxBytes: limits.wechatJsonBytes }, signal),
    )
    if (typeof openid !== 'string' || !openid) throw new Outage(path, 'no openid in the answer')
    return typeof unionid === 'string' && unionid ? { openid, unionid } : { openid }
  }
}
