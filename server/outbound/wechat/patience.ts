import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../../shared/limits.ts'
import { Refusal } from './errors.ts'

const isBusy = (error: unknown) => error instanceof Refusal && error.errcode === -1

/** Asks again, after a growing pause, while WeChat answers -1: it says so before it has done anything. Never for jscode2session. */
export async function withPatience<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let retry = 0; ; retry += 1) {
    try {
      return await ask()
    } catch (error) {
      if (!isBusy(error) || retry === limits.wechatRetries) throw error
      await sleep(limits.wechatRetryDelay * 2 ** retry + Math.random() * limits.wechatRetryJitter, undefined, {
        signal,
      })
    }
  }
}
