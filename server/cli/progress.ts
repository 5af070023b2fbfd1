import type { Tell } from '../core/rotate.ts'
import type { Terminal } from './command.ts'

/** A bar on a terminal; elsewhere a line for each tenth. */
export function progressOn({ rewrite, warn }: Terminal): Tell {
  let told = ''
  return ({ what, done, of }) => {
    const tenth = of === 0 ? 10 : Math.floor((done * 10) / of)
    const text = `${what}  ${done} of ${of}`
    if (rewrite) return rewrite(`[${'#'.repeat(tenth).padEnd(10)}]  ${text}`, done >= of)
    if (told !== `${what} ${tenth}`) warn(text)
    told = `${what} ${tenth}`
  }
}
