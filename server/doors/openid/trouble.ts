import type { Context } from 'koa'
import type { OpenidOptions } from './options.ts'

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
