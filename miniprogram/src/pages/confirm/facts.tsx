import { Text, View } from '@tarojs/components'
import { facts as words } from '../../../../shared/messages/phone.ts'
import { doubtful } from '../../../../shared/messages/phone-confirm.ts'
import { isDoubtful, type Scan } from '../../scan/stage.ts'
import { language, say } from '../../wechat/device.ts'
import { agoOf, timeOf } from '../../words/dates.ts'
import { isStrangePlace, lookOf } from './looks.ts'
import './facts.scss'

interface FactProps {
  label: string
  value: string
  detail?: string
  /** What is strange about it. */
  tag?: string | false
}

export const Fact = ({ label, value, detail, tag }: FactProps) => (
  <View className="fact">
    <View className="fact-label">{label}</View>
    <View className="fact-text">
      <View className="fact-value">
        {value}
        {tag && <Text className="fact-tag">{tag}</Text>}
      </View>
      {detail && <View className="fact-detail">{detail}</View>}
    </View>
  </View>
)

function placeOf({ area, network }: Scan['browser']['place']): string {
  return [area, network].filter(Boolean).join(' · ') || say(words.unknownPlace)
}

/** Which mailbox, then from where: the place is what unmasks a thief. @param now server's clock, milliseconds. */
export function Facts({ scan, now }: { scan: Scan; now: number }) {
  const { name, system, place, ip } = scan.browser
  const { tone, isDanger } = lookOf(scan)
  const isNew = isDoubtful(scan) && scan.doubts.includes('new-browser')
  const isElsewhere = isDoubtful(scan) && isStrangePlace(scan)
  const usual = isElsewhere && scan.usualArea !== null && say(doubtful.usual, { city: scan.usualArea })
  return (
    <View className={isDanger ? `facts facts-edge facts-edge-${tone}` : 'facts'}>
      <View className="mailbox">
        <View className="mailbox-label">{say(words.mailbox)}</View>
        <View className="mailbox-address">{scan.address}</View>
      </View>
      <View className="fact-list">
        <Fact
          label={say(words.place)}
          value={placeOf(place)}
          tag={isNew && isElsewhere && say(doubtful.first)}
          detail={[usual, `IP ${ip}`].filter(Boolean).join(' · ')}
        />
        <Fact
          label={say(words.browser)}
          value={name}
          tag={isNew && !isElsewhere && say(doubtful.first)}
          detail={system}
        />
        <Fact
          label={say(words.time)}
          value={timeOf(scan.startedAt, now, language)}
          detail={agoOf(scan.startedAt, now, language)}
        />
      </View>
    </View>
  )
}
