import { ChevronRight, type LucideIcon } from 'lucide-react'
import { Glyph } from './glyph.tsx'
import { Link } from './link.tsx'

interface Props {
  /** A page of ours, or `href`: another site. */
  to?: string
  href?: string
  /** With `href`: what is done before the browser goes there. */
  onLeave?: () => void
  glyph: LucideIcon
  title: string
  line: string
  isOn?: boolean
}

export function Tile({ to, href, onLeave, glyph, title, line, isOn }: Props) {
  const inside = (
    <>
      <span className={isOn ? 'icon-tile icon-tile-on' : 'icon-tile'}>
        <Glyph of={glyph} size={22} />
      </span>
      <span className="tile-words">
        <strong className="row-title">{title}</strong>
        <span className="row-line">{line}</span>
      </span>
      <Glyph of={ChevronRight} className="tile-arrow" />
    </>
  )
  return to ? (
    <Link to={to} className="card tile-link">
      {inside}
    </Link>
  ) : (
    <a href={href} className="card tile-link" onClick={onLeave}>
      {inside}
    </a>
  )
}
