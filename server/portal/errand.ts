// A client, the webmail say, leads browsers here: to sign in or prove, and to sign out. Which of its requests waits for an answer
// is said by a name that our OpenID door gave it. Only that door can tell whether the name is good.
import { tabStore, type TabStore } from './tab-store.ts'

/** `continue`: to sign in, or to prove anew. `for`: to sign out. */
type Errand = 'continue' | 'for'

const shape = /^[\w-]{43}$/
const pages: Readonly<Record<string, Errand>> = { '/sign-in': 'continue', '/prove': 'continue', '/sign-out': 'for' }
const doors: Readonly<Record<Errand, string>> = { continue: '/openid/continue/', for: '/openid/signed-out/' }

interface Tab {
  location: Pick<Location, 'search' | 'pathname'>
  history: Pick<History, 'replaceState'>
}

/** Holds for as long as the page where the browser keeps nothing. */
const kept = new Map<Errand, string>()

/** Takes the name from the query: the address bar and the history forget it at once, the tab keeps it over a reload. */
export function takeErrand({ location: { search, pathname }, history }: Tab = window, store = tabStore()): void {
  const errand = pages[pathname]
  if (!errand || search === '') return
  history.replaceState(null, '', pathname)
  const name = new URLSearchParams(search).get(errand) ?? ''
  if (!shape.test(name)) return
  kept.set(errand, name)
  store?.setItem(errand, name)
}

/** @returns the name of the request that waits, 43 characters that need no escape in a URL. */
export function errandOf(errand: Errand, store: TabStore | null = tabStore()): string | null {
  const name = kept.get(errand) ?? store?.getItem(errand) ?? ''
  return shape.test(name) ? name : null
}

export function forgetErrand(errand: Errand, store: TabStore | null = tabStore()): void {
  kept.delete(errand)
  store?.removeItem(errand)
}

/** Where the answer is given. */
export const doorOf = (errand: Errand, name: string): string => doors[errand] + name

/** Leads the browser back to the client, once; 后退 from there never comes back to a page that has nothing to ask. @returns false when none waits. */
export function follow(errand: Errand): boolean {
  const name = errandOf(errand)
  if (name === null) return false
  forgetErrand(errand)
  window.location.replace(doorOf(errand, name))
  return true
}
