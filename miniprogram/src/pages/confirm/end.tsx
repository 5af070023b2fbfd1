import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { buttons, facts, refusedNote } from '../../../../shared/messages/phone.ts'
import { type End as EndName, ends } from '../../../../shared/messages/phone-ends.ts'
import { Button } from '../../components/button.tsx'
import { EndScreen } from '../../components/end-screen.tsx'
import { question } from '../../handover.ts'
import { branding } from '../../phone.ts'
import type { Scan } from '../../scan/stage.ts'
import { useStore } from '../../store.ts'
import { call } from '../../wechat/call.ts'
import { say } from '../../wechat/device.ts'
import { endings, type EndKind } from './endings.ts'
import { Fact } from './facts.tsx'
import './end.scss'

interface EndProps {
  end: EndName
  scan: Scan | null
  onScan: () => void
  onRetry: () => void
}

const finish = () => void Taro.switchTab({ url: '/pages/codes/index' })

function explainBinding(): void {
  question.give(0)
  void Taro.switchTab({ url: '/pages/help/index' })
}

function What({ scan }: { scan: Scan }) {
  const { name, system, place } = scan.browser
  return (
    <View className="end-card end-facts">
      <Fact label={say(facts.mailbox)} value={scan.address} />
      <Fact label={say(facts.browser)} value={name} detail={[system, place.area].filter(Boolean).join(' · ')} />
    </View>
  )
}

const IfNotYou = () => (
  <View className="end-card end-note">
    <View className="end-note-title">{say(refusedNote.title)}</View>
    <View className="end-note-line">{say(refusedNote.line)}</View>
  </View>
)

function Buttons({
  kind,
  phone,
  onScan,
  onRetry,
}: { kind: EndKind; phone: string } & Pick<EndProps, 'onScan' | 'onRetry'>) {
  const ways = {
    scan: { tone: 'brand', icon: 'scan-line', words: buttons.scanAgain, onTap: onScan },
    retry: { tone: 'quiet', icon: 'rotate-cw', words: buttons.retry, onTap: onRetry },
    how: { tone: 'quiet', icon: undefined, words: buttons.howToBind, onTap: explainBinding },
    refused: { tone: 'heavy', icon: undefined, words: buttons.done, onTap: finish },
    done: { tone: 'brand', icon: undefined, words: buttons.done, onTap: finish },
    plain: { tone: 'brand', icon: undefined, words: buttons.done, onTap: finish },
  } as const
  const { tone, icon, words, onTap } = ways[kind]
  return (
    <>
      {kind === 'refused' && (
        <Button tone="quiet" icon="phone" onTap={() => call(phone)}>
          {say(buttons.callUs)} <Text className="unbroken">{phone}</Text>
        </Button>
      )}
      <Button tone={tone} icon={icon} onTap={onTap}>
        {say(words)}
      </Button>
    </>
  )
}

/** How a scan ended. */
export function End({ end, scan, onScan, onRetry }: EndProps) {
  const { host, phone } = useStore(branding.branding)
  const { icon, tone, kind } = endings[end]
  const { title, line } = ends[end]
  return (
    <EndScreen
      icon={icon}
      tone={tone}
      title={say(title)}
      line={say(line, { host, n: limits.mailboxesPerWechat })}
      buttons={<Buttons kind={kind} phone={phone} onScan={onScan} onRetry={onRetry} />}
    >
      {kind === 'done' && scan && <What scan={scan} />}
      {kind === 'refused' && <IfNotYou />}
    </EndScreen>
  )
}
