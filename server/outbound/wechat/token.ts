import { limits } from '../../../shared/limits.ts'
import { readAnswer } from './answer.ts'
import { withDeadline } from './deadline.ts'
import { Outage } from './errors.ts'
import type { Send } from './http.ts'
import { paths } from './paths.ts'
import { withPatience } from './patience.ts'

const path = paths.token

/** A cache in memory is enough for any number of processes: in normal mode stable_token gives all of them the same token. */
export interface Tokens {
  /** The live token; concurrent callers share one request. Ends within `wechatTimeout`. */
  get(): Promise<string>
  /** Forgets this token, unless a newer one has taken its place already. */
  drop(token: string): void
}

interface Fetched {
  token: string
  lifeSeconds: number
}

async function fetchToken(send: Send, appId: string, secret: string, signal: AbortSignal): Promise<Fetched> {
  const body = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false }
  const answer = await withPatience(signal, async () =>
    readAnswer(path, await send({ method: 'POST', path, body, maxBytes: limits.wechatJsonBytes }, signal)),
  )
  const { access_token: token, expires_in: lifeSeconds } = answer
  if (typeof token !== 'string' || !token || typeof lifeSeconds !== 'number')
    throw new Outage(path, 'no token in the answer')
  return { token, lifeSeconds }
}

export function createTokens(send: Send, appId: string, secret: string): Tokens {
  let cached: { token: string; refreshAt: number } | undefined
  let flight: Promise<string> | undefined

  async function refresh() {
    const { token, lifeSeconds } = await withDeadline(
      limits.wechatTimeout,
      (signal) => fetchToken(send, appId, secret, signal),
      () => new Outage(path, 'no answer in time'),
    )
    cached = { token, refreshAt: Date.now() + lifeSeconds * 1_000 - limits.wechatTokenMargin }
    return token
  }

  return {
    async get() {
      if (cached && Date.now() < cached.refreshAt) return cached.token
      flight ??= refresh().finally(() => (flight = undefined))
      return flight
    },
    drop(token) {
      if (cached?.token === token) cached = undefined
    },
  }
}
