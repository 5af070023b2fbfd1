import type { LucideIcon } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Glyph } from './glyph.tsx'

interface Props {
  glyph: LucideIcon
  tone: 'brand' | 'warn' | 'danger'
  title: string
  children: ReactNode
}

/** One card with one message. Each state's title takes the focus, so that it is read. */
export function Alarm({ glyph, tone, title, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title])
  return (
    <section className="card alarm">
      <span className={`sign sign-${tone}`}>
        <Glyph of={glyph} size={32} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </section>
  )
}
