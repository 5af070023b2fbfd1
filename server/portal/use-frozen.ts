import { useEffect, useState } from 'react'
import { clock } from './clock.ts'
import { useVisit } from './session.ts'

/** Until when no factor can be changed; null when they can. */
export function useFrozen(): string | null {
  const until = useVisit()?.session.frozenUntil ?? null
  const [ended, setEnded] = useState<string | null>(null)
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(() => setEnded(until), Date.parse(until) - clock.now())
    return () => clearTimeout(timer)
  }, [until])
  return until === ended ? null : until
}
