import axios from 'axios'
import { limits } from '../../../shared/limits.ts'
import type { MailNodes } from '../../core/kick.ts'

export interface DoveadmOptions {
  /** Origins of doveadm's HTTP listeners, one a Dovecot node. */
  urls: readonly string[]
  /** doveadm_api_key. */
  key: string
  /** One line for each node that could not be told. */
  log(event: { node: string; status: number | null }): void
}

/** ["doveadmResponse", …] is done, and so is a kick of nobody: EX_NOHOST of sysexits.h. What else is called an error is one, whatever its exit code says. */
const nobody = 68

function isDone(answer: unknown, commands: number): boolean {
  if (!Array.isArray(answer) || answer.length !== commands) return false
  return answer.every((one: unknown) => {
    if (!Array.isArray(one)) return false
    const [is, details, tag] = one as [unknown, { exitCode?: unknown } | null, unknown]
    return is === 'doveadmResponse' || (is === 'error' && tag === 'kick' && details?.exitCode === nobody)
  })
}

/** doveadm takes * and ? in a mask for any text: they would end everybody's sessions. */
const isOneMailbox = (address: string) => address !== '' && !/[*?]/.test(address)

/** Dovecot's doveadm HTTP API, v1 (2.3 and 2.4): first the cache, so that nobody comes back by it. */
export function createDoveadm({ urls, key, log }: DoveadmOptions): MailNodes {
  const authorization = `X-Dovecot-API ${Buffer.from(key).toString('base64')}`
  const ask = async (node: string, address: string, isCacheOnly: boolean) => {
    const flush = ['authCacheFlush', { user: [address] }, 'flush']
    const body = isCacheOnly ? [flush] : [flush, ['kick', { mask: [address] }, 'kick']]
    const { status, data } = await axios.post<unknown>(`${node}/doveadm/v1`, body, {
      headers: { authorization, connection: 'close' },
      timeout: limits.kickTimeout,
      signal: AbortSignal.timeout(limits.kickTimeout),
      maxRedirects: 0,
      maxContentLength: limits.wechatJsonBytes,
      proxy: false,
      validateStatus: () => true,
    })
    return { status, done: status === 200 && isDone(data, body.length) }
  }
  return {
    names: urls,
    async end(node, { address, isCacheOnly = false }) {
      if (!isOneMailbox(address)) return true
      const { status, done } = await ask(node, address, isCacheOnly).catch(() => ({ status: null, done: false }))
      if (!done) log({ node, status })
      return done
    },
  }
}
