import { createStore } from './store.ts'

/** The token of the notice whose link led here. Only in memory: the address bar and the history forget it at once. */
export const noticeToken = createStore<string | null>(null)

/** Takes the token from the fragment, which no server is ever told. */
export function takeNoticeToken(): void {
  const { hash, pathname } = window.location
  if (pathname !== '/not-me' || hash.length < 2) return
  window.history.replaceState(null, '', pathname)
  noticeToken.set(hash.slice(1))
}

// Another notice's link in the same tab changes only the fragment.
window.addEventListener('hashchange', takeNoticeToken)
