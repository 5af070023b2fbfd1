import { View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { buttons } from '../../../../shared/messages/phone.ts'
import { confirm as words } from '../../../../shared/messages/phone-confirm.ts'
import { problems } from '../../../../shared/messages/problems.ts'
import { Button } from '../../components/button.tsx'
import { Countdown } from '../../components/countdown.tsx'
import { Icon } from '../../components/icon.tsx'
import { secondsLeft } from '../../scan/flow.ts'
import type { Answer, Open } from '../../scan/stage.ts'
import { say } from '../../wechat/device.ts'
import { lookOf } from './looks.ts'
import './dock.scss'

interface DockProps {
  open: Open
  /** This phone's clock, milliseconds. */
  now: number
  onAnswer: (answer: Answer) => void
}

/** One line over the answers: the countdown, what is under way, or what did not get through. */
function Line({ open, now }: Pick<DockProps, 'open' | 'now'>) {
  const { busy, trouble } = open
  if (busy) return <View className="dock-line">{say(busy === 'look' ? words.asking : words.busy[busy])}</View>
  if (!trouble) return <Countdown words={words.choose} left={secondsLeft(open, now)} total={limits.confirmLife} />
  const isOffline = trouble.code === 'offline'
  return (
    <View className="dock-line dock-trouble" ariaRole="alert">
      <Icon name={isOffline ? 'wifi-off' : 'triangle-alert'} kind="dock-icon" />
      <View>{say(isOffline ? words.unsent[trouble.answer] : problems[trouble.code])}</View>
    </View>
  )
}

/** The answers, always in the same places. The one that did not get through becomes 重试. */
export function Dock({ open, now, onAnswer }: DockProps) {
  const { isDanger, tone, approve: word } = lookOf(open.scan)
  const wait = isDanger ? Math.max(0, Math.ceil((open.since + limits.dangerDelay - now) / 1_000)) : 0
  const isRetry = (answer: Answer) => open.trouble?.answer === answer
  const isOff = open.busy !== null
  const approve = say(word)
  return (
    <View className="dock">
      <Line open={open} now={now} />
      <View className="dock-answers">
        <Button
          tone={isDanger ? 'heavy' : 'plain'}
          icon={isRetry('deny') ? 'rotate-cw' : 'x'}
          isDisabled={isOff}
          onTap={() => onAnswer('deny')}
        >
          {say(isRetry('deny') ? buttons.retry : words.refuse)}
        </Button>
        <Button
          tone={tone === 'danger' ? 'danger' : isDanger ? 'plain' : 'brand'}
          icon={wait > 0 ? undefined : isRetry('approve') ? 'rotate-cw' : 'check'}
          isDisabled={isOff || wait > 0}
          onTap={() => onAnswer('approve')}
        >
          {wait > 0 ? say(words.soon, { label: approve, n: wait }) : isRetry('approve') ? say(buttons.retry) : approve}
        </Button>
      </View>
      <Button tone="link" isDisabled={isOff} onTap={() => onAnswer('report')}>
        {say(isRetry('report') ? buttons.retry : words.notMe)}
      </Button>
    </View>
  )
}
