import { limits } from '../../../shared/limits.ts'
import type { Wechat } from '../../core/wechat.ts'
import { readAnswer } from './answer.ts'
import type { Authorized } from './authorized.ts'
import { Refusal } from './errors.ts'
import { paths } from './paths.ts'

const path = paths.notify
const notSubscribed = 43101
const states = { release: 'formal', trial: 'trial', develop: 'developer' } as const

type Arguments = Parameters<Wechat['notify']>

export function createNotify(authorized: Authorized, envVersion: keyof typeof states) {
  return async ([touser, template_id, page, data]: Arguments, signal: AbortSignal): ReturnType<Wechat['notify']> => {
    const body = { touser, template_id, page, data, miniprogram_state: states[envVersion], lang: 'zh_CN' }
    const outgoing = { method: 'POST', path, body, maxBytes: limits.wechatJsonBytes } as const
    try {
      await authorized(outgoing, (bytes) => readAnswer(path, bytes), signal)
      return 'sent'
    } catch (error) {
      if (error instanceof Refusal && error.errcode === notSubscribed) return 'not-subscribed'
      throw error
    }
  }
}
