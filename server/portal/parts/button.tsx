import type { ReactNode, Ref } from 'react'

interface Props {
  look: 'brand' | 'danger' | 'quiet' | 'link'
  type?: 'button' | 'submit'
  className?: string
  label?: string
  isOff?: boolean
  /** Looks off because something is still missing; pressing it says what. */
  isFaint?: boolean
  onClick?: () => void
  innerRef?: Ref<HTMLButtonElement>
  children: ReactNode
}

export const Button = ({
  look,
  type = 'button',
  className = '',
  label,
  isOff,
  isFaint,
  onClick,
  innerRef,
  children,
}: Props) => (
  <button
    ref={innerRef}
    type={type}
    className={`button button-${look} ${isFaint ? 'is-faint' : ''} ${className}`}
    aria-label={label}
    disabled={isOff}
    onClick={onClick}
  >
    {children}
  </button>
)
