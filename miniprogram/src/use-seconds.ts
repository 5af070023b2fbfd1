import { useDidHide, useDidShow } from '@tarojs/taro'
import { useLayoutEffect, useRef, useState } from 'react'

const second = 1_000

/**
 * This phone's clock in milliseconds, renewed at each whole second of the server's while the page is seen.
 * @param offset server's clock minus this phone's, milliseconds.
 */
export function useSeconds(offset: number, isRunning: boolean, onSecond: () => void): number {
  const [now, setNow] = useState(Date.now)
  const [isShown, setShown] = useState(true)
  const latest = useRef(onSecond)
  useDidShow(() => setShown(true))
  useDidHide(() => setShown(false))
  // Before the drawing: a countdown that begins must not show the time of an earlier one.
  useLayoutEffect(() => {
    latest.current = onSecond
  })
  useLayoutEffect(() => {
    if (!isShown || !isRunning) return undefined
    let timer: ReturnType<typeof setTimeout>
    const step = (): void => {
      const time = Date.now()
      setNow(time)
      latest.current()
      timer = setTimeout(step, second - ((time + offset) % second))
    }
    step()
    return () => clearTimeout(timer)
  }, [isShown, isRunning, offset])
  return now
}
