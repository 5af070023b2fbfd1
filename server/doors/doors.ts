import Router from '@koa/router'
import Koa, { type Context, type Middleware } from 'koa'
import { limits } from '../../shared/limits.ts'
import { isSame } from '../core/keys.ts'
import type { Answer } from './answer.ts'
import { dovecotDoor, unavailable } from './dovecot.ts'
import { namesDoor } from './names.ts'
import { nginxDoor, nginxUnavailable } from './nginx.ts'
import type { DoorOptions } from './options.ts'
import { reportDoor } from './report.ts'

/** Bearer (RFC 6750 §2.1). Every key is compared, so that time tells of none. */
const checkCredential =
  ({ keys }: DoorOptions): Middleware =>
  async (ctx, next) => {
    const given = /^Bearer ([\x21-\x7e]+)$/.exec(ctx.get('authorization'))?.[1] ?? ''
    const [key] = keys.filter(({ secret }) => isSame(secret, given))
    if (key) return next()
    ctx.status = 403
    ctx.body = 'unknown credential'
  }

/** @throws Error when there is no answer within limits.doorAnswersWithin: a mail server has few workers to wait with. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), limits.doorAnswersWithin)
  })
  // What comes after the end is nobody's.
  work.catch(() => undefined)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function give(ctx: Context, { status, headers = {}, body }: Answer): void {
  ctx.status = status
  ctx.set({ ...headers, 'Cache-Control': 'no-store' })
  ctx.body = body
}

/** Names only: what a mail server asks holds passwords. */
const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown')

/**
 * The doors for mail servers, for a listener of their own: outside the contract, in the words of those servers. Whatever goes wrong is answered as a
 * temporary failure, which lets nobody in and counts against nobody.
 */
export function createDoors(options: DoorOptions): Koa {
  const router = new Router({ strict: true, sensitive: true })
  const door =
    (work: (ctx: Context) => Promise<Answer>, failure: (ctx: Context) => Answer = () => unavailable) =>
    async (given: unknown) => {
      const ctx = given as Context
      try {
        give(ctx, await inTime(work(ctx)))
      } catch (error) {
        options.log.error({ door: ctx.path, error: nameOf(error) }, 'door')
        give(ctx, failure(ctx))
      }
    }
  router.post('/doors/dovecot', door(dovecotDoor(options)))
  router.post('/doors/report', door(reportDoor(options)))
  router.get('/doors/names', door(namesDoor(options)))
  router.get('/doors/nginx', door(nginxDoor(options), nginxUnavailable))
  const app = new Koa()
  app.on('error', (error: Error) => options.log.info({ error: error.name }, 'connection'))
  app.use(checkCredential(options))
  app.use(router.routes())
  return app
}
