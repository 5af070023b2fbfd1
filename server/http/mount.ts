import Router from '@koa/router'
import type { Context } from 'koa'
import type { z } from 'zod'
import { contract, type Contract, type Endpoint, type Key, type Output } from '../../shared/api/contract.ts'
import { Problem } from '../core/problem.ts'
import type { Phone } from '../core/scan.ts'
import type { Caller } from '../core/second-step.ts'
import { jsonBody } from './body.ts'
import { requireBrowser, requirePhone, type Edge } from './caller.ts'
import { cookieNames } from './cookies.ts'
import { asProblem } from './problem.ts'
import { cookiesOf, isGuarded, needsBrowser, refusalsOf } from './refusals.ts'
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
  /** Tests: a field, a problem or a cookie that the contract does not name is a fault. */
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

/** Tests: a refusal that its entry does not name becomes a fault, so that they prove the lists complete. */
function checkRefusal(key: Key, error: unknown): unknown {
  const code = asProblem(error)?.code
  return code === undefined || refusalsOf(key, contract[key]).has(code)
    ? error
    : new Error(`${key} does not name ${code}`)
}

/** Tests: the same for cookies. */
function checkCookies(key: Key, ctx: Context): void {
  const named = [...cookiesOf(contract[key])].map((name) => new RegExp(`^${cookieNames[name]}=`))
  const isNamed = (line: string) => named.some((start) => start.test(line))
  if (![ctx.response.get('set-cookie')].flat().filter(Boolean).every(isNamed))
    throw new Error(`${key} sets another cookie`)
}

async function answer<K extends Key>(options: MountOptions, key: K, handler: Handlers[K], ctx: Context): Promise<void> {
  const { edge, isStrict } = options
  const endpoint: Endpoint = contract[key]
  ctx.state.route = key
  if (isGuarded(key)) checkSameSite(ctx, new URL(edge.services.settings.publicUrl).origin)
  const params = endpoint.params ? parse(endpoint.params, ctx.params) : undefined
  const input = endpoint.input ? parse(endpoint.input, await jsonBody(ctx.req)) : undefined
  const caller = needsBrowser(endpoint) ? await requireBrowser(edge, ctx, endpoint) : null
  const phone = endpoint.caller === 'phone' ? await requirePhone(edge, ctx) : null
  const output = await handler({ ctx, input, params, caller, phone } as unknown as Call<K>)
  ctx.body = checkOutput(endpoint.output, output, isStrict)
}

/** Every contract entry as a route: caller, input and output are checked here and nowhere else. */
export function mount(options: MountOptions, handlers: Handlers): Router {
  const router = new Router({ strict: true, sensitive: true })
  const add = <K extends Key>(key: K) => {
    const [method = '', path = ''] = key.split(' ')
    router.register(path, [method], async (given) => {
      const ctx = given as unknown as Context
      const answered = answer(options, key, handlers[key], ctx)
      if (!options.isStrict) return answered
      await answered.catch((error: unknown) => Promise.reject(checkRefusal(key, error)))
      checkCookies(key, ctx)
    })
  }
  for (const key of Object.keys(contract) as Key[]) add(key)
  return router
}
