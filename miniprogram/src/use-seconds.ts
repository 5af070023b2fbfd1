import { useDidHide, useDidShow } from '@tarojs/taro'
import { useEffect, useReducer, useRef, useState } from 'react'

const second = 1_000

/**
 * This phone's clock in milliseconds; the component is drawn again at each whole second of the server's while the page is seen.
 * @param offset server's clock minus this phone's, milliseconds.
 */
export function useSeconds(offset: number, isRunning: boolean, onSecond: () => void): number {
  const [, drawAgain] = useReducer((count: number) => count + 1, 0)
  const [isShown, setShown] = useState(true)
  const latest = useRef(onSecond)
  latest.current = onSecond
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  useEffect(() => {
    if (!isShown || !isRunning) return undefined
    let timer: ReturnType<typeof setTimeout>
    const step = (): void => {
      drawAgain()
      latest.current()
      timer = setTimeout(step, second - ((Date.now() + offset) % second))
    }
    step()
    return () => clearTimeout(timer)
  }, [isShown, isRunning, offset])
  return Date.now()
}
