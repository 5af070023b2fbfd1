import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import './list.scss'

/** An inset card of rows under its name. */
export const List = ({ name, children }: PropsWithChildren<{ name: string }>) => (
  <View className="list">
    <View className="list-name" ariaRole="heading">
      {name}
    </View>
    <View className="list-rows">{children}</View>
  </View>
)

interface RowProps {
  icon: IconName
  tone: 'brand' | 'info' | 'danger'
  title: string
  line: ReactNode
  /** At the right end. */
  children?: ReactNode
}

export const Row = ({ icon, tone, title, line, children }: RowProps) => (
  <View className="row">
    <Icon name={icon} kind={`row-icon row-icon-${tone}`} />
    <View className="row-text">
      <View className="row-title">{title}</View>
      <View className="row-line">{line}</View>
    </View>
    {children}
  </View>
)

/** Instead of rows: nothing there, or not yet known. */
export const EmptyRow = ({ children }: { children: string }) => <View className="row row-empty">{children}</View>
