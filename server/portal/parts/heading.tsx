import { useEffect, useRef, type ReactNode } from 'react'
import { hasMoved } from '../history.ts'

/** The title of a page or of a way to answer. It takes the focus when it appears because of something the user did. */
export function Heading({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (hasMoved()) ref.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  )
}
