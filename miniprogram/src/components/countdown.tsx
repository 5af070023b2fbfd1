import { View } from '@tarojs/components'
import { limits } from '../../../shared/limits.ts'
import { confirm } from '../../../shared/messages/phone-confirm.ts'
import { say } from '../wechat/device.ts'
import type { Words } from '../words/say.ts'
import { Ring } from './ring.tsx'
import './countdown.scss'

interface CountdownProps {
  /** With {n} for the seconds. */
  words: Words
  /** Whole seconds. */
  left: number
  /** Milliseconds. */
  total: number
}

/** Ring and seconds for the eye; the ear is told once, when little time is left. */
export function Countdown({ words, left, total }: CountdownProps) {
  const spokenAt = limits.countdownSpoken / 1_000
  return (
    <View className="countdown">
      <Ring left={left} total={total / 1_000} kind="neutral" />
      <View className="countdown-text" ariaHidden>
        {say(words, { n: left })}
      </View>
      <View className="spoken" ariaLive="polite">
        {left > 0 && left <= spokenAt ? say(confirm.secondsLeft, { n: spokenAt }) : ''}
      </View>
    </View>
  )
}
