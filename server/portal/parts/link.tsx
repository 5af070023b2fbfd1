import type { MouseEvent, ReactNode } from 'react'
import { go } from '../history.ts'

interface Props {
  to: string
  className?: string
  isCurrent?: boolean
  children: ReactNode
}

/** A link between our own pages; a new tab or window stays the browser's business. */
export function Link({ to, className, isCurrent, children }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={to} className={className} aria-current={isCurrent ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  )
}
