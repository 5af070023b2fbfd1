import { View } from '@tarojs/components'
import { confirm as words, doubtful } from '../../../../shared/messages/phone.ts'
import { Icon } from '../../components/icon.tsx'
import type { Answer, Open, Scan } from '../../scan/stage.ts'
import { say } from '../../wechat/device.ts'
import { Dock } from './dock.tsx'
import { Facts } from './facts.tsx'
import { lookOf } from './purposes.ts'
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
            {say(ask, { place })}
          </View>
        </View>
      </View>
      {isDanger && <View className={`tape tape-${tone}`} ariaHidden />}
    </>
  )
}

const UnbindNote = ({ isLast }: Pick<Scan, 'isLast'>) => (
  <View className="unbind-note">
    <Icon name="triangle-alert" kind="unbind-note-icon" />
    <View className="unbind-note-text">
      <View className="unbind-note-title">{say(words.unbindTitle)}</View>
      <View>{say(words.unbindLine)}</View>
      {isLast && <View>{say(words.unbindLast)}</View>}
    </View>
  </View>
)

interface AskProps {
  open: Open
  /** This phone's clock, milliseconds. */
  now: number
  onAnswer: (answer: Answer) => void
}

/** Who asks for what, from where, and the two answers. */
export const Ask = ({ open, now, onAnswer }: AskProps) => (
  <View className="ask">
    <Band scan={open.scan} />
    <Facts scan={open.scan} now={now + open.offset} />
    {open.scan.purpose === 'bind' && <View className="ask-note">{say(words.bindNote)}</View>}
    {lookOf(open.scan).isDoubtful && <View className="ask-note">{say(doubtful.note)}</View>}
    {open.scan.purpose === 'unbind' && <UnbindNote isLast={open.scan.isLast} />}
    <View className="ask-space" />
    <Dock open={open} now={now} onAnswer={onAnswer} />
  </View>
)
