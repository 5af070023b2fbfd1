import { createHash } from 'node:crypto'
import type { Context } from 'koa'
import { limits } from '../../shared/limits.ts'
import type { Answer } from './answer.ts'
import type { DoorOptions } from './options.ts'

/** The list as it was read; every node asks for the same one. */
interface Names {
  at: number
  text: string
  tag: string
}

const tagOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/**
 * Who is asked for here at all (factor or app password), so that an outage of ours touches nobody else: `# <unix seconds>`, then one address a line. The
 * script asks for everybody when the first line is old; an unchanged list is therefore sent whole again every limits.doorNamesFresh.
 */
export function namesDoor({ services }: DoorOptions) {
  let names: Promise<Names> | undefined
  const read = async (): Promise<Names> => {
    const at = services.now().getTime()
    const text = (await services.accounts.enrolled()).map((address) => `${address}\n`).join('')
    return { at, text, tag: `"${tagOf(text)}.${Math.floor(at / limits.doorNamesFresh)}"` }
  }
  const known = async (): Promise<Names> => {
    const met = await names
    if (met && services.now().getTime() - met.at < limits.doorNamesEvery) return met
    const next = read()
    names = next
    next.catch(() => (names = undefined))
    return next
  }
  return async (ctx: Context): Promise<Answer> => {
    const { at, text, tag } = await known()
    const headers = { ETag: tag, 'Content-Type': 'text/plain; charset=utf-8' }
    if (ctx.get('if-none-match') === tag) return { status: 304, headers, body: '' }
    return { status: 200, headers, body: `# ${Math.floor(at / 1_000)}\n${text}` }
  }
}
