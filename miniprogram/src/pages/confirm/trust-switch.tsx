import { View } from '@tarojs/components'
import { limits } from '../../../../shared/limits.ts'
import { trust as words } from '../../../../shared/messages/phone-confirm.ts'
import { say } from '../../wechat/device.ts'
import './trust-switch.scss'

const days = limits.trustLife / 86_400_000

interface TrustSwitchProps {
  isOn: boolean
  isDisabled: boolean
  onTurn: (isOn: boolean) => void
}

/** Drawn here: WeChat's own switch has one grey for its edge and its ground, which is too pale to be seen as a control. */
export const TrustSwitch = ({ isOn, isDisabled, onTurn }: TrustSwitchProps) => (
  <View
    className="trust"
    ariaRole="switch"
    ariaChecked={isOn}
    ariaDisabled={isDisabled}
    onClick={() => {
      if (!isDisabled) onTurn(!isOn)
    }}
  >
    <View className="trust-text">
      <View>{say(words.title)}</View>
      <View className="trust-line">{say(words.line, { n: days })}</View>
    </View>
    <View className={`trust-track ${isOn ? 'trust-track-on' : ''}`} ariaHidden>
      <View className="trust-knob" />
    </View>
  </View>
)
