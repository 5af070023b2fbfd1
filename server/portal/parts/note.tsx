import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Glyph } from './glyph.tsx'

interface Props {
  tone: 'brand' | 'info' | 'warn' | 'plain'
  glyph: LucideIcon
  title?: string
  action?: ReactNode
  children?: ReactNode
}

/** A coloured block: with a title it is a section's state, without one a hint. */
export const Note = ({ tone, glyph, title, action, children }: Props) => (
  <div className={`note note-${tone} ${title ? 'note-titled' : ''}`}>
    <Glyph of={glyph} size={title ? 28 : 20} className="note-glyph" />
    <div className="note-text">
      {title && <strong className="note-title">{title}</strong>}
      {children && <p>{children}</p>}
    </div>
    {action}
  </div>
)
