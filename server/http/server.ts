import Koa, { type Context, type Middleware } from 'koa'
import type { Branding } from '../../shared/branding.ts'
import type { ChallengeFeed } from '../core/news.ts'
import { Problem } from '../core/problem.ts'
import type { Edge } from './caller.ts'
import { challengeEvents } from './events.ts'
import { securityHeaders } from './headers.ts'
import { mount } from './mount.ts'
import { openapi } from './openapi.ts'
import { pages, type PageOptions } from './pages.ts'
import { problemJson, type Answered, type RequestLog } from './problem.ts'
import { browserRoutes } from './routes/browser.ts'
import { phoneRoutes } from './routes/phone.ts'

export interface HttpOptions {
  edge: Edge
  branding: Branding
  pages: PageOptions
  feed: ChallengeFeed
  log: RequestLog
  isStrict: boolean
  /** What is on the public listener beside our own contract. */
  beside: readonly Middleware[]
  /** An outbox was filled. */
  soon(): void
  /** A request was answered. */
  onAnswer?(answered: Answered): void
}

export interface Http {
  app: Koa
  /** How many pages hold a stream of news. */
  streams(): number
  /** Ends the streams. */
  stop(): Promise<void>
}

/** Neither the contract nor the pages know the request: not its path, or not its method, and then Allow names the others (RFC 9110, 15.5.6). */
const noRoute: Middleware = (ctx) => {
  const methods = new Set((ctx.matched as { methods: string[] }[]).flatMap((route) => route.methods))
  if (methods.size === 0) throw new Problem('request.not-found')
  ctx.set('Allow', [...methods].join(', '))
  throw new Problem('request.method')
}

/** The Koa application of our own contract. */
export function createHttp(options: HttpOptions): Http {
  const { edge, log, soon } = options
  const { publicUrl } = edge.services.settings
  const events = challengeEvents(edge, options.feed, (error) => log.error({ error: String(error) }, 'news'))
  const handlers = {
    'GET /api/branding': async () => options.branding,
    ...browserRoutes(edge, soon),
    ...phoneRoutes(edge, soon),
  }
  const api = mount({ edge, isStrict: options.isStrict }, handlers)
  const document = openapi(publicUrl)
  api.get('/openapi.json', (ctx) => {
    ctx.state.route = '/openapi.json'
    ctx.body = document
  })
  api.get('/api/challenge/events', async (ctx) => {
    ctx.state.route = 'GET /api/challenge/events'
    await events.handle(ctx as unknown as Context)
  })
  const app = new Koa()
  // What Koa itself cannot answer: a connection that broke in the middle. Without a listener it would print a stack.
  app.on('error', (error: Error) => log.info({ error: error.name }, 'connection'))
  app.use(async (ctx, next) => {
    // TLS ends at the proxy; the cookies are for it.
    ctx.cookies.secure = true
    await next()
  })
  app.use(securityHeaders(publicUrl.startsWith('https:')))
  app.use(problemJson(log, options.onAnswer))
  app.use(api.routes())
  for (const each of options.beside) app.use(each)
  app.use(pages(options.pages).routes())
  app.use(noRoute)
  return { app, streams: events.count, stop: events.stop }
}
