import type { Context } from 'koa'
import type { OpenidOptions } from './options.ts'

/** RFC 6749 §4.1.2.1 has the word. */
const away = 'temporarily_unavailable'

/** A request that this browser has not begun, or that is over. */
export const lost = 'session_not_found'
export const isLost = (fault: unknown) => (fault as Error).name === 'SessionNotFound'

/** A page, since somebody is looking: a request that cannot be sent back to the client that made it. */
export function showTrouble(
  ctx: Pick<Context, 'set' | 'type' | 'body'>,
  { troublePage }: Pick<OpenidOptions, 'troublePage'>,
  error: string,
): void {
  ctx.type = 'html'
  ctx.set('Cache-Control', 'no-store')
  ctx.body = troublePage.replace('{{error}}', error.replace(/[^\w-]/g, ''))
}

type Answer = Pick<Context, 'set' | 'type' | 'body' | 'status'>

/** A page of ours; a database that is away is said so on a page, too (R11). @throws what is no outage. */
export async function orOutage(ctx: Answer, options: OpenidOptions, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!options.isOutage(error)) throw error
    showFault(ctx, options, '', error)
  }
}

/** oidc-provider's page, with its own error unless the database is away. */
export function showFault(ctx: Answer, options: OpenidOptions, error: string, fault: unknown): void {
  const isAway = options.isOutage(fault)
  if (isAway) ctx.status = 503
  showTrouble(ctx, options, isAway ? away : error)
}

/** To a program: oidc-provider has written that it is a fault of its own. */
export function correctFault(ctx: Answer, { isOutage }: OpenidOptions, fault: unknown): void {
  if (!isOutage(fault)) return
  ctx.status = 503
  if (ctx.type === 'application/json') ctx.body = { error: away }
}
