import { View } from '@tarojs/components'
import { visitor as words } from '../../../../shared/messages/phone.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { say } from '../../wechat/device.ts'
import './visitor.scss'

interface VisitorProps {
  /** Where the mailbox is. */
  host: string
  onScan: () => void
  onDemo: () => void
}

/** Nothing is bound yet: what this is for, and how to begin. */
export const Visitor = ({ host, onScan, onDemo }: VisitorProps) => (
  <View className="visitor">
    <Icon name="logo" kind="visitor-logo" />
    <View className="visitor-title" ariaRole="heading">
      {say(words.title)}
    </View>
    <View className="visitor-line">{say(words.line)}</View>
    <View className="visitor-steps">
      {words.steps.map(({ title, line }, index) => (
        <View key={index} className="visitor-step">
          <View className="visitor-number">{index + 1}</View>
          <View className="visitor-step-text">
            <View>{say(title)}</View>
            <View className="visitor-step-line">{say(line, { host })}</View>
          </View>
        </View>
      ))}
    </View>
    <View className="visitor-buttons">
      <Button tone="brand" icon="scan-line" onTap={onScan}>
        {say(words.scan)}
      </Button>
      <Button tone="quiet" onTap={onDemo}>
        {say(words.demo)}
      </Button>
    </View>
  </View>
)
