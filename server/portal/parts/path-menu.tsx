import { ChevronDown, ChevronRight } from 'lucide-react'
import { useCallback, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { appPasswords } from '../../../shared/messages/portal-app-passwords.ts'
import { welcome } from '../../../shared/messages/portal.ts'
import { useSay, type Words } from '../i18n.ts'
import { Glyph } from './glyph.tsx'
import { Link } from './link.tsx'

interface Props {
  label: string
  face: ReactNode
  /** The steps of the user guide before the last one, 二次验证设置 or 客户端专用密码. */
  steps: Words[]
  opensUp?: boolean
}

const pages = [
  { to: '/settings/factors', words: welcome.factors },
  { to: '/settings/app-passwords', words: appPasswords.page },
]

/** A way of the user guide: each step opens the next, the last one is the page. */
export function PathMenu({ label, face, steps, opensUp }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const leave = useCallback(() => setOpen(false), [])
  useLeaving(place, isOpen, leave, button)
  return (
    <div className={opensUp ? 'path-menu path-menu-up' : 'path-menu'} ref={place}>
      <button
        ref={button}
        type="button"
        className="path-menu-button"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {face}
      </button>
      {isOpen && (
        <div className="path-menu-list" id={id}>
          <Steps steps={steps} />
        </div>
      )}
    </div>
  )
}

function Steps({ steps }: { steps: Words[] }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const [step, ...rest] = steps
  if (!step)
    return pages.map(({ to, words }) => (
      <Link key={to} to={to} className="path-menu-step">
        {say(words)}
      </Link>
    ))
  return (
    <>
      <button type="button" className="path-menu-step" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {say(step)}
        <Glyph of={isOpen ? ChevronDown : ChevronRight} size={16} />
      </button>
      {isOpen && (
        <div className="path-menu-inside">
          <Steps steps={rest} />
        </div>
      )}
    </>
  )
}

/** A press elsewhere or Esc closes what is open; Esc goes back to its button. */
function useLeaving(place: RefObject<HTMLElement>, isOpen: boolean, leave: () => void, button: RefObject<HTMLElement>) {
  useEffect(() => {
    if (!isOpen) return
    const press = (event: PointerEvent) => !place.current?.contains(event.target as Node) && leave()
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      leave()
      button.current?.focus()
    }
    document.addEventListener('pointerdown', press)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('keydown', escape)
    }
  }, [place, isOpen, leave, button])
}
