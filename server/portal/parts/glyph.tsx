import type { LucideIcon } from 'lucide-react'

interface Props {
  of: LucideIcon
  size?: number
  className?: string
}

/** A Lucide icon as every page draws it; decoration only, the word stands beside it. */
export const Glyph = ({ of: Icon, size = 18, className }: Props) => (
  <Icon size={size} strokeWidth={1.75} className={className} aria-hidden="true" focusable="false" />
)
