import { createStore } from './store.ts'

/** The path in the address bar. */
export const path = createStore(window.location.pathname)

const tell = () => path.set(window.location.pathname)
window.addEventListener('popstate', tell)

let moved = false

/** The user has gone somewhere since the page was loaded: a new heading then takes the focus. */
export const hasMoved = () => moved
export const move = () => {
  moved = true
}

export function go(to: string): void {
  move()
  if (to === window.location.pathname) return
  window.history.pushState(null, '', to)
  window.scrollTo(0, 0)
  tell()
}

/** Corrects the address without an entry of its own, so that 后退 never leads back into a sign-in that is over. */
export function settle(to: string): void {
  if (to === window.location.pathname) return
  window.history.replaceState(null, '', to)
  tell()
}

/** Goes on to another page in place of this one. */
export function replace(to: string): void {
  move()
  settle(to)
}
