import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { buttons, facts } from '../../../../shared/messages/phone.ts'
import { refusedNote } from '../../../../shared/messages/phone-confirm.ts'
import { type End as EndName, ends, type Outcome, outcomes } from '../../../../shared/messages/phone-ends.ts'
import { Button } from '../../components/button.tsx'
import { EndScreen } from '../../components/end-screen.tsx'
import { question } from '../../handover.ts'
import { branding } from '../../phone.ts'
import { askedOf, type Scan } from '../../scan/stage.ts'
import { useStore } from '../../store.ts'
import { call } from '../../wechat/call.ts'
import { say } from '../../wechat/device.ts'
import { endings, type EndKind, outcomeLooks } from './endings.ts'
import { Fact } from './facts.tsx'
import { methodOf } from './looks.ts'
import './end.scss'

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

interface Ways {
  onScan: () => void
  onRetry?: () => void
}

function Buttons({ kind, onScan, onRetry = finish }: { kind: EndKind } & Ways) {
  const { phone } = useStore(branding.branding)
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

/** What became of the question. */
export function OutcomeScreen({ outcome, scan, onScan }: { outcome: Outcome; scan: Scan } & Ways) {
  const { icon, tone, kind } = outcomeLooks[outcome]
  const { title, line } = outcomes[askedOf(scan)][outcome]
  return (
    <EndScreen
      icon={icon}
      tone={tone}
      title={say(title)}
      line={say(line, { method: methodOf(scan) })}
      buttons={<Buttons kind={kind} onScan={onScan} />}
    >
      {kind === 'done' && <What scan={scan} />}
      {kind === 'refused' && <IfNotYou />}
    </EndScreen>
  )
}

/** Why there is no question, or no word of its fate. */
export function End({ end, onScan, onRetry }: { end: EndName } & Ways) {
  const { host } = useStore(branding.branding)
  const { icon, tone, kind } = endings[end]
  const { title, line } = ends[end]
  return (
    <EndScreen
      icon={icon}
      tone={tone}
      title={say(title)}
      line={say(line, { host, n: limits.mailboxesPerWechat })}
      buttons={<Buttons kind={kind} onScan={onScan} onRetry={onRetry} />}
    />
  )
}
