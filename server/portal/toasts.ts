import type { CallError } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import type { Words } from './i18n.ts'
import { createStore } from './store.ts'

interface Saved {
  words: Words
  method?: Words
}

export type Toast = Saved | { problem: CallError['code'] }

/** One line at the bottom of the page, for what was saved and for a sign-out that did not get through. */
export const shown = createStore<Toast | null>(null)

let timer: ReturnType<typeof setTimeout> | undefined

export function toast(next: Toast): void {
  clearTimeout(timer)
  shown.set(next)
  timer = setTimeout(() => shown.set(null), limits.toastShown)
}
