import { useCallback, useEffect, useRef, useState } from 'react'
import { limits } from '../../shared/limits.ts'
import type { AppPasswords } from './answers.ts'
import { askAppPasswords, loadAppPasswords } from './app-passwords.ts'
import { useLoaded } from './use-loaded.ts'

/**
 * What 客户端专用密码 shows. After a deletion, and as long as a mail server could not be told of one, it asks again every limits.unreachedAskEvery
 * while the page is on the screen; otherwise it is silent, so that an unattended page does not keep its session alive.
 */
export function useAppPasswords() {
  const { found, reload, put } = useLoaded(askAppPasswords)
  const [isDue, setDue] = useState(false)
  const turn = useRef(0)
  const isUnreached = found !== null && 'unreachedSince' in found && found.unreachedSince !== null
  /** Takes the answer of a change; what was asked before it is out of date. */
  const take = useCallback(
    (next: AppPasswords) => {
      turn.current += 1
      put(next)
      setDue(true)
    },
    [put],
  )
  const askAgain = useCallback(async () => {
    const asked = turn.current
    const next = await loadAppPasswords()
    if (asked !== turn.current || !('passwords' in next)) return
    put(next)
    setDue(false)
  }, [put])
  useRepeated(askAgain, isDue || isUnreached)
  return { found, reload, take }
}

/** Does this again and again while `isOn`, one after the other, and never for a page that nobody sees. */
function useRepeated(act: () => Promise<void>, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void act()
    }, limits.unreachedAskEvery)
    return () => clearInterval(timer)
  }, [act, isOn])
}
