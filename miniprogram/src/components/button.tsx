import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './button.scss'

interface ButtonProps {
  /** brand: the one action; quiet: with a thin edge; heavy: filled ink; plain: 2-px ink edge; danger: red edge; link: text only. */
  tone: 'brand' | 'quiet' | 'heavy' | 'plain' | 'danger' | 'link'
  icon?: IconName
  isDisabled?: boolean
  children: ReactNode
  onTap: () => void
}

export function Button({ tone, icon, isDisabled = false, children, onTap }: ButtonProps) {
  return (
    <View
      className={`button button-${tone} ${isDisabled ? 'button-off' : ''}`}
      hoverClass={isDisabled ? 'none' : 'button-pressed'}
      ariaRole="button"
      ariaDisabled={isDisabled}
      onClick={() => {
        if (!isDisabled) onTap()
      }}
    >
      {icon && <Icon name={icon} />}
      <View>{children}</View>
    </View>
  )
}
