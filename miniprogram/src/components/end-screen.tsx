import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './end-screen.scss'

export type Tone = 'brand' | 'info' | 'warn' | 'danger'

interface EndScreenProps {
  icon: IconName
  tone: Tone
  title: string
  line: string
  /** A card under the sentence. */
  children?: ReactNode
  /** At the bottom. */
  buttons?: ReactNode
}

/** One mark, one title, one sentence, and what to do next. */
export const EndScreen = ({ icon, tone, title, line, children, buttons }: EndScreenProps) => (
  <View className="end">
    <View className="end-top" ariaRole="alert">
      <View className={`end-mark end-mark-${tone}`}>
        <Icon name={icon} kind="end-icon" />
      </View>
      <View className="end-title" ariaRole="heading">
        {title}
      </View>
      <View className="end-line">{line}</View>
    </View>
    {children}
    <View className="end-space" />
    {buttons && <View className="end-buttons">{buttons}</View>}
  </View>
)
