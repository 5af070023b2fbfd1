import { useSyncExternalStore } from 'react'

const query = window.matchMedia('(max-width: 760px)')

const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** There is no room for a table: it becomes cards. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query.matches)
