import { useCallback, useEffect, useState } from 'react'
import type { CallError } from '../../shared/client.ts'
import { load } from './load.ts'

/** What a page shows: null until the first answer. `reload` asks again, `put` takes the answer of a change. @param ask the same function each time. */
export function useLoaded<T>(ask: () => Promise<T>) {
  const [found, put] = useState<T | CallError | null>(null)
  const reload = useCallback(() => void load(ask).then((next) => put(() => next)), [ask])
  useEffect(reload, [reload])
  return { found, reload, put }
}
