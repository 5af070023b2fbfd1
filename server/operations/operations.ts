// What machines ask that watch this one. Outside the contract, and never at the public address: app.ts gives it a listener of its own.
import Router from '@koa/router'
import Koa from 'koa'
import { createGauges, type Looks } from './gauges.ts'
import type { Meters } from './meters.ts'

export interface OperationsOptions extends Looks {
  meters: Pick<Meters, 'registry'>
  onError(error: unknown): void
}

/** /healthz: this process answers. /readyz: people may be sent here. /metrics: Prometheus' text format, version 0.0.4. */
export function createOperations({ meters: { registry }, onError, ...looks }: OperationsOptions): Koa {
  const collect = createGauges(registry, looks)
  const router = new Router({ strict: true, sensitive: true })
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok'
  })
  router.get('/readyz', async (ctx) => {
    const readiness = await looks.readiness()
    ctx.status = readiness.isReady ? 200 : 503
    ctx.body = readiness
  })
  router.get('/metrics', async (ctx) => {
    await collect()
    ctx.type = registry.contentType
    ctx.body = await registry.metrics()
  })
  const app = new Koa()
  // Without a listener Koa would print a stack.
  app.on('error', onError)
  app.use(async (ctx, next) => {
    ctx.set('Cache-Control', 'no-store')
    await next()
  })
  app.use(router.routes())
  return app
}
