import { View } from '@tarojs/components'
import { codes as words } from '../../../../shared/messages/phone.ts'
import type { Mailbox } from '../../codes/clock.ts'
import type { Codes } from '../../codes/keeper.ts'
import { Icon } from '../../components/icon.tsx'
import { say } from '../../wechat/device.ts'
import { CodeCard } from './code-card.tsx'
import type { ReactNode } from 'react'

interface CardsProps {
  mailboxes: Mailbox[]
  /** Server's clock, milliseconds. */
  now: number
  trouble: Codes['trouble']
  /** The button under the cards. */
  children: ReactNode
}

export const Cards = ({ mailboxes, now, trouble, children }: CardsProps) => (
  <View className="codes">
    {mailboxes.map((mailbox) => (
      <CodeCard key={mailbox.id} mailbox={mailbox} now={now} trouble={trouble} />
    ))}
    <View className="codes-button">{children}</View>
    <View className="codes-advice">
      <Icon name="shield-check" kind="codes-shield" />
      <View className="codes-advice-text">{say(words.advice)}</View>
    </View>
  </View>
)

export const LoadingCard = () => (
  <View className="codes">
    <View className="code-card code-card-loading" ariaLabel={say(words.loading)} ariaRole="status" />
  </View>
)
