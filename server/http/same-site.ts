import type { Context } from 'koa'
import { Problem } from '../core/problem.ts'

/**
 * A browser that changes state proves the request came from our own page (spec R17): Sec-Fetch-Site, or Origin where an old browser lacks it.
 * @throws Problem('request.cross-site').
 */
export function checkSameSite(ctx: Pick<Context, 'get'>, origin: string): void {
  const site = ctx.get('sec-fetch-site')
  const from = ctx.get('origin')
  const isOurs = site === '' ? from === origin : site === 'same-origin' && (from === '' || from === origin)
  if (!isOurs) throw new Problem('request.cross-site')
}
