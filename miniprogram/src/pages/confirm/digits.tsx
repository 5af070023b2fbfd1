import { Text, View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { codes, troubles } from '../../../../shared/messages/phone.ts'
import { confirm, digits as words, digitsOf } from '../../../../shared/messages/phone-confirm.ts'
import { problems } from '../../../../shared/messages/problems.ts'
import { BandNote } from '../../components/band-note.tsx'
import { Button } from '../../components/button.tsx'
import { Countdown } from '../../components/countdown.tsx'
import { Icon } from '../../components/icon.tsx'
import { secondsLeft } from '../../scan/flow.ts'
import { askedOf, type Open } from '../../scan/stage.ts'
import { language, say } from '../../wechat/device.ts'
import { spelled } from '../../words/spoken.ts'
import { looks } from './looks.ts'
import './digits.scss'

interface DigitsProps {
  open: Open
  /** This phone's clock, milliseconds. */
  now: number
  onCancel: () => void
}

function Trouble({ trouble, isCutOff }: Pick<Open, 'trouble' | 'isCutOff'>) {
  if (trouble && trouble.code !== 'offline')
    return <BandNote icon="triangle-alert">{say(problems[trouble.code])}</BandNote>
  if (!trouble && !isCutOff) return null
  const offline = troubles.offline?.title ?? problems.offline
  return <BandNote icon="wifi-off">{`${say(offline)}，${say(codes.whenOnline)}`}</BandNote>
}

/** Approved, and two digits that the browser's user types: only who sits at that computer and holds this phone gets further. */
export function Digits({ open, now, onCancel }: DigitsProps) {
  const { number, address } = open.scan
  const asked = askedOf(open.scan)
  const { tone, icon } = looks[asked]
  const { whom, cancel } = digitsOf[asked]
  return (
    <>
      <Trouble trouble={open.trouble} isCutOff={open.isCutOff} />
      <View className="digits">
        <View className={`digits-mark digits-mark-${tone}`}>
          <Icon name={icon} kind="digits-icon" />
        </View>
        <View className="digits-title" ariaRole="heading">
          {say(words.title)}
        </View>
        <View className="digits-line">{say(words.line)}</View>
        <View
          className="digits-number"
          ariaRole="text"
          ariaLabel={say(words.spoken, { number: spelled(number ?? '', language) })}
        >
          {number}
        </View>
        <Countdown words={words.left} left={secondsLeft(open, now)} total={limits.redeemLife} />
        <View className="digits-whom">
          {say(whom)} <Text className="digits-address">{address}</Text>
        </View>
        <View className="digits-secret">{say(words.secret)}</View>
        <View className="digits-space" />
        <View className="digits-button">
          <Button tone="quiet" isDisabled={open.busy !== null} onTap={onCancel}>
            {say(open.busy === 'deny' ? confirm.busy.deny : cancel)}
          </Button>
        </View>
      </View>
    </>
  )
}
