import Router from '@koa/router'
import type { Context } from 'koa'
import type { z } from 'zod'
import { contract, type Contract, type Endpoint, type Key, type Output } from '../../shared/api/contract.ts'
import { Problem } from '../core/problem.ts'
import type { Phone } from '../core/scan.ts'
import type { Caller } from '../core/second-step.ts'
import { jsonBody } from './body.ts'
import { requireBrowser, requirePhone, type Edge } from './caller.ts'
import { checkSameSite } from './same-site.ts'

type Parsed<K extends Key, F extends 'input' | 'params'> =
  Contract[K] extends Record<F, infer S extends z.ZodType> ? z.output<S> : undefined

/** One call of an endpoint, its input checked, its caller established. */
export interface Call<K extends Key> {
  ctx: Context
  input: Parsed<K, 'input'>
  params: Parsed<K, 'params'>
  caller: Contract[K]['caller'] extends 'anyone' ? null : Contract[K]['caller'] extends 'phone' ? null : Caller
  phone: Contract[K]['caller'] extends 'phone' ? Phone : null
}

export type Handlers = { [K in Key]: (call: Call<K>) => Promise<Output<K>> }

export interface MountOptions {
  edge: Edge
  /** Tests: an answer with an unknown or missing field is a fault, not stripped. */
  isStrict: boolean
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Problem('request.invalid', {
    fields: [...new Set(result.error.issues.map((issue) => issue.path.join('.')))],
  })
}

/** What leaves is what the contract says: unknown keys are taken out in production and are a fault in tests. */
function checkOutput(schema: z.ZodType, value: unknown, isStrict: boolean): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const unknown = result.error.issues.filter((issue) => issue.code === 'unrecognized_keys')
  if (isStrict || unknown.length < result.error.issues.length) throw new Error('an answer does not fit its contract')
  for (const { path, keys } of unknown) {
    const owner = path.reduce((at, step) => (at as Record<PropertyKey, unknown>)[step] as object, value as object)
    for (const key of keys) delete (owner as Record<string, unknown>)[key]
  }
  return schema.parse(value)
}

const safeMethods = new Set(['GET', 'HEAD'])

async function answer<K extends Key>(options: MountOptions, key: K, handler: Handlers[K], ctx: Context): Promise<void> {
  const { edge, isStrict } = options
  const endpoint: Endpoint = contract[key]
  ctx.state.route = key
  const isPhoneSide = key.includes(' /api/phone/')
  if (!safeMethods.has(ctx.method) && !isPhoneSide) checkSameSite(ctx, new URL(edge.services.settings.publicUrl).origin)
  const isBrowser = endpoint.caller !== 'anyone' && endpoint.caller !== 'phone'
  const params = endpoint.params ? parse(endpoint.params, ctx.params) : undefined
  const input = endpoint.input ? parse(endpoint.input, await jsonBody(ctx.req)) : undefined
  const caller = isBrowser ? await requireBrowser(edge, ctx, endpoint.caller) : null
  const phone = endpoint.caller === 'phone' ? await requirePhone(edge, ctx) : null
  const output = await handler({ ctx, input, params, caller, phone } as unknown as Call<K>)
  ctx.body = checkOutput(endpoint.output, output, isStrict)
}

/** Every contract entry as a route: caller, input and output are checked here and nowhere else. */
export function mount(options: MountOptions, handlers: Handlers): Router {
  const router = new Router({ strict: true, sensitive: true })
  const add = <K extends Key>(key: K) => {
    const [method = '', path = ''] = key.split(' ')
    router.register(path, [method], (ctx) => answer(options, key, handlers[key], ctx as unknown as Context))
  }
  for (const key of Object.keys(contract) as Key[]) add(key)
  return router
}
