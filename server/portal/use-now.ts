import { useEffect, useReducer } from 'react'
import { clock, untilNextStep } from './clock.ts'

const epoch = new Date(0).toISOString()
const margin = 10

/** The server's time in milliseconds, anew each second, in step with the figures of a countdown to `until` (ISO). */
export function useNow(until: string = epoch): number {
  const [, step] = useReducer((count: number) => count + 1, 0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const plan = () => {
      timer = setTimeout(
        () => {
          step()
          plan()
        },
        untilNextStep(until, clock.now()) + margin,
      )
    }
    plan()
    return () => clearTimeout(timer)
  }, [until])
  return clock.now()
}
