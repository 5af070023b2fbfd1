import { createStore } from './store.ts'

/** The token of the notice whose link led here. Only in memory: the address bar and the history forget it at once. */
export const noticeToken = createStore<string | null>(null)

interface Tab {
  location: Pick<Location, 'hash' | 'pathname'>
  history: Pick<History, 'replaceState'>
}

/** Takes the token from the fragment, which no server is ever told. */
export function takeNoticeToken({ location: { hash, pathname }, history }: Tab = window): void {
  if (pathname !== '/not-me' || hash.length < 2) return
  history.replaceState(null, '', pathname)
  noticeToken.set(hash.slice(1))
}
