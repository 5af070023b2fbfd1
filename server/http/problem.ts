import { randomUUID } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import { errors, type ErrorCode, type ProblemBody } from '../../shared/errors.ts'
import { problems } from '../../shared/messages/problems.ts'
import { Problem } from '../core/problem.ts'
import { WechatError } from '../core/wechat.ts'
import { isOutage } from './outage.ts'

export interface RequestLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What a client is told of it; undefined for a fault of ours. */
export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (isOutage(error)) return new Problem('service.unavailable')
  if (!(error instanceof WechatError)) return undefined
  const retryAt = error.retryAfterSeconds ? new Date(Date.now() + error.retryAfterSeconds * 1_000) : undefined
  return new Problem(error.code, { retryAt })
}

/** application/problem+json (RFC 9457) with a stable `code`. */
function writeProblem(ctx: Context, code: ErrorCode, details: Problem['details'] = {}): void {
  const { retryAt, ...rest } = details
  const body: ProblemBody = {
    type: 'about:blank',
    code,
    status: errors[code],
    title: problems[code].en.replace(/\s*\{.*?\}/g, ''),
    requestId: ctx.state.requestId,
    ...(retryAt && { retryAt: retryAt.toISOString() }),
    ...rest,
  }
  if (retryAt) ctx.set('Retry-After', String(Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1_000))))
  ctx.status = body.status
  ctx.body = JSON.stringify(body)
  ctx.type = 'application/problem+json'
}

/** A request that was answered. */
export interface Answered {
  /** Its contract key, or one of few other words; never its path. */
  route: string
  status: number
  ms: number
  problem: ErrorCode | null
}

/** Gives every request an id and a log line without its URL (tickets travel in paths), and turns what is thrown into a problem. */
export function problemJson(log: RequestLog, onAnswer: (answered: Answered) => void = () => undefined): Middleware {
  return async (ctx, next) => {
    const began = Date.now()
    let code: ErrorCode | null = null
    ctx.state.requestId = randomUUID()
    ctx.set('Cache-Control', 'no-store')
    ctx.set('X-Request-Id', ctx.state.requestId)
    try {
      await next()
    } catch (error) {
      const problem = asProblem(error)
      if (!problem)
        log.error({ requestId: ctx.state.requestId, route: ctx.state.route, error: describe(error) }, 'internal')
      code = problem?.code ?? 'internal'
      writeProblem(ctx, code, problem?.details)
    }
    const { requestId, route = 'other' } = ctx.state
    const { method, status } = ctx
    const ms = Date.now() - began
    log.info({ requestId, route, method, status, ms }, 'request')
    onAnswer({ route, status, ms, problem: code })
  }
}

const nameOf = (error: unknown) => String((error as Error | undefined)?.name)

// Names and places in the code, never values: a message may quote what a person typed.
const describe = (error: unknown) => ({
  name: nameOf(error),
  stack: (error as Error | undefined)?.stack?.split('\n').slice(1, 8).join('\n'),
})
