import { Text, View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { codes as words } from '../../../../shared/messages/phone.ts'
import { codeAt, inGroups, type Mailbox, type ShownCode } from '../../codes/clock.ts'
import type { Codes } from '../../codes/keeper.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Ring } from '../../components/ring.tsx'
import { language, say } from '../../wechat/device.ts'
import { spelled } from '../../words/spoken.ts'
import './code-card.scss'

interface CardProps {
  mailbox: Mailbox
  /** Server's clock, milliseconds. */
  now: number
  /** Why no answer comes: what is shown is what is left. */
  trouble: Codes['trouble']
}

const Digits = ({ code, address }: { code: string; address: string }) => {
  const label = say(words.spoken, { code: spelled(code, language), address })
  return (
    // The key makes the new digits fade in.
    <View key={code} className="code-digits" ariaRole="text" ariaLabel={label}>
      {inGroups(code).map((group, index) => (
        <View key={index} className="code-group">
          {group}
        </View>
      ))}
    </View>
  )
}

const Foot = ({ next, trouble }: Pick<ShownCode, 'next'> & Pick<CardProps, 'trouble'>) => {
  const cutOff = trouble === 'offline' ? words.whenOnline : words.notNow
  if (next === null) return <View>{say(trouble ? cutOff : words.changes, { n: limits.codePeriodSeconds })}</View>
  return (
    <View className="unbroken">
      {say(words.next)} <Text className="code-next">{inGroups(next).join(' ')}</Text>
    </View>
  )
}

const NoCode = ({ trouble }: Pick<CardProps, 'trouble'>) => (
  <>
    <View className="code-row">
      <View className="code-dashes" ariaHidden>
        {[0, 1, 2, 3, 4, 5].map((place) => (
          <View key={place} className="code-dash" />
        ))}
      </View>
    </View>
    <View className="code-foot">
      {say(trouble === 'offline' ? words.noneLeft : trouble ? words.notNow : words.loading)}
    </View>
  </>
)

/** One mailbox: its code in two groups, the ring, the next code in the last seconds. */
export function CodeCard({ mailbox, now, trouble }: CardProps) {
  const { address } = mailbox
  const shown = codeAt(mailbox, now)
  const isEnding = shown && shown.secondsLeft * 1_000 <= limits.ringWarns
  return (
    <View className="code-card">
      <View className="code-address">{address}</View>
      {!shown && <NoCode trouble={trouble} />}
      {shown && (
        <>
          <View className="code-row">
            <Digits code={shown.code} address={address} />
            <Ring
              left={shown.secondsLeft}
              total={limits.codePeriodSeconds}
              kind={isEnding ? 'warn' : 'brand'}
              hasFigure
            />
          </View>
          <View className="code-row">
            <View className="code-foot">
              <Foot next={shown.next} trouble={trouble} />
            </View>
            <CopyButton text={shown.code} of={address} />
          </View>
        </>
      )}
    </View>
  )
}
