import { useCallback } from 'react'
import type { Language } from '../../shared/messages/problems.ts'
import { createStore, useStore } from './store.ts'

export type Words = Record<Language, string>
type Values = Record<string, string | number>

const storageKey = 'language'

/** The only thing this site keeps in the browser for longer than a tab, beside its cookies. A browser that forbids it gets Chinese. */
function remembered(): Language {
  try {
    return window.localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN'
  } catch {
    return 'zh-CN'
  }
}

export const language = createStore<Language>('zh-CN')

function speak(next: Language): void {
  document.documentElement.lang = next
  language.set(next)
}

export function choose(next: Language): void {
  speak(next)
  try {
    window.localStorage.setItem(storageKey, next)
  } catch {
    // A browser without storage forgets the choice; nothing else is lost.
  }
}

export const speakRemembered = () => speak(remembered())

/** `{name}` → its value. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

export type Say = (words: Words, values?: Values) => string

/** say(words, values) in the language of this browser. */
export function useSay(): Say {
  const spoken = useStore(language)
  return useCallback((words, values) => fill(words[spoken], values), [spoken])
}
