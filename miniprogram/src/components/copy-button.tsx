import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { limits } from '../../../shared/limits.ts'
import { buttons } from '../../../shared/messages/phone.ts'
import { copy } from '../wechat/clipboard.ts'
import { say } from '../wechat/device.ts'
import { Icon } from './icon.tsx'
import './copy-button.scss'

/** @param of what the text belongs to, so that several buttons of a page sound different. */
export function CopyButton({ text, of, hasIcon = true }: { text: string; of: string; hasIcon?: boolean }) {
  const [copied, setCopied] = useState<string>()
  const isCopied = copied === text
  useEffect(() => {
    if (copied === undefined) return undefined
    const timer = setTimeout(() => setCopied(undefined), limits.copiedShown)
    return () => clearTimeout(timer)
  }, [copied])
  const tap = async (): Promise<void> => {
    if (await copy(text)) setCopied(text)
  }
  const label = say(isCopied ? buttons.copied : buttons.copy)
  return (
    <View
      className="copy"
      hoverClass="copy-pressed"
      ariaRole="button"
      ariaLabel={`${label} ${of}`}
      onClick={() => void tap()}
    >
      {hasIcon && <Icon name={isCopied ? 'check' : 'copy'} kind="copy-icon" />}
      <View className="copy-label">{label}</View>
    </View>
  )
}
