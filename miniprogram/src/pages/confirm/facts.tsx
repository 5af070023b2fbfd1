import { View } from '@tarojs/components'
import { facts as words } from '../../../../shared/messages/phone.ts'
import type { Scan } from '../../scan/stage.ts'
import { language, say } from '../../wechat/device.ts'
import { agoOf, timeOf } from '../../words/dates.ts'
import './facts.scss'

interface FactProps {
  label: string
  value: string
  detail?: string
}

export const Fact = ({ label, value, detail }: FactProps) => (
  <View className="fact">
    <View className="fact-label">{label}</View>
    <View className="fact-text">
      <View className="fact-value">{value}</View>
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
  return (
    <View className={`facts facts-${scan.purpose}`}>
      <View className="mailbox">
        <View className="mailbox-label">{say(words.mailbox)}</View>
        <View className="mailbox-address">{scan.address}</View>
      </View>
      <View className="fact-list">
        <Fact label={say(words.place)} value={placeOf(place)} detail={`IP ${ip}`} />
        <Fact label={say(words.browser)} value={name} detail={system} />
        <Fact
          label={say(words.time)}
          value={timeOf(scan.startedAt, now, language)}
          detail={agoOf(scan.startedAt, now, language)}
        />
      </View>
    </View>
  )
}
