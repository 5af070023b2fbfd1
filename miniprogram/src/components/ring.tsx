import { View } from '@tarojs/components'
import './ring.scss'

interface RingProps {
  /** Whole seconds. */
  left: number
  total: number
  kind: 'brand' | 'warn' | 'neutral'
  /** Large, with the seconds inside. */
  hasFigure?: boolean
}

/** Starts full at 12 o'clock and shrinks towards it, one step a second. Not read aloud: the seconds beside it are. */
export function Ring({ left, total, kind, hasFigure = false }: RingProps) {
  const turn = Math.min(1, left / total).toFixed(3)
  return (
    <View className={`ring ring-${kind} ${hasFigure ? 'ring-large' : ''}`} style={`--turn:${turn}turn`} ariaHidden>
      <View className="ring-arc" />
      {left > 0 && <View className="ring-cap" />}
      {left > 0 && <View className="ring-cap ring-cap-end" />}
      {hasFigure && <View className="ring-figure">{left}</View>}
    </View>
  )
}
