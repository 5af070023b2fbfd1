import { useEffect, useState } from 'react'
import { limits } from '../../shared/limits.ts'

type Copied = 'copied' | 'failed' | null

/** Puts a text on the clipboard and says for two seconds whether that worked: a browser may forbid it. */
export function useCopy(text: string): { state: Copied; copy: () => void } {
  const [state, setState] = useState<Copied>(null)
  useEffect(() => {
    if (state === null) return
    const timer = setTimeout(() => setState(null), limits.copiedShown)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () => {
    // Without https the browser has no clipboard at all.
    const written = window.navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    written.then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  return { state, copy }
}
