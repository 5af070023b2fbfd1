import { View } from '@tarojs/components'
import { confirm as words, doubtful, notes } from '../../../../shared/messages/phone-confirm.ts'
import { Icon } from '../../components/icon.tsx'
import { type Answer, askedOf, hasTrustSwitch, isDoubtful, type Open, type Scan } from '../../scan/stage.ts'
import { say } from '../../wechat/device.ts'
import { Dock } from './dock.tsx'
import { Facts } from './facts.tsx'
import { lookOf, methodOf } from './looks.ts'
import { TrustSwitch } from './trust-switch.tsx'
import './ask.scss'

const Band = ({ scan }: { scan: Scan }) => {
  const { tone, icon, kind, ask, place, isDanger } = lookOf(scan)
  return (
    <>
      <View className={`band band-${tone}`}>
        <View className="band-block">
          <Icon name={icon} kind="band-icon" />
        </View>
        <View className="band-text">
          <View className="band-kind">{say(kind)}</View>
          <View className="band-ask" ariaRole="heading">
            {say(ask, { place, method: methodOf(scan) })}
          </View>
        </View>
      </View>
      {isDanger && <View className={`tape tape-${tone}`} ariaHidden />}
    </>
  )
}

const DangerNote = ({ title, lines }: { title: string; lines: string[] }) => (
  <View className="danger-note">
    <Icon name="triangle-alert" kind="danger-note-icon" />
    <View className="danger-note-text">
      <View className="danger-note-title">{title}</View>
      {lines.map((line) => (
        <View key={line}>{line}</View>
      ))}
    </View>
  </View>
)

/** What follows from 确认. */
function Note({ scan }: { scan: Scan }) {
  const note = isDoubtful(scan) ? { line: doubtful.note } : notes[askedOf(scan)]
  if (!note) return null
  const method = methodOf(scan)
  const line = say(note.line, { method })
  if (!note.title) return <View className="ask-note">{line}</View>
  return <DangerNote title={say(note.title, { method })} lines={scan.isLast ? [line, say(words.last)] : [line]} />
}

interface AskProps {
  open: Open
  /** This phone's clock, milliseconds. */
  now: number
  onAnswer: (answer: Answer) => void
  onTrust: (trusts: boolean) => void
}

/** Who asks for what, from where, and the two answers. */
export const Ask = ({ open, now, onAnswer, onTrust }: AskProps) => (
  <View className="ask">
    <Band scan={open.scan} />
    <Facts scan={open.scan} now={now + open.offset} />
    <Note scan={open.scan} />
    {hasTrustSwitch(open.scan) && <TrustSwitch isOn={open.trusts} isDisabled={open.busy !== null} onTurn={onTrust} />}
    <View className="ask-space" />
    <Dock open={open} now={now} onAnswer={onAnswer} />
  </View>
)
