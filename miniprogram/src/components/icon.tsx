import { View } from '@tarojs/components'

export type IconName =
  | 'ban'
  | 'check'
  | 'chevron-right'
  | 'circle-x'
  | 'copy'
  | 'hourglass'
  | 'info'
  | 'link'
  | 'lock'
  | 'log-in'
  | 'logo'
  | 'mail'
  | 'map-pin'
  | 'phone'
  | 'refresh-cw'
  | 'rotate-cw'
  | 'scan-line'
  | 'scan-qr-code'
  | 'shield-check'
  | 'smartphone'
  | 'triangle-alert'
  | 'unlink'
  | 'user-x'
  | 'wifi-off'
  | 'x'

/** Drawn in the colour of the text around it, never read aloud. @param kind class for another size. */
export const Icon = ({ name, kind = '' }: { name: IconName; kind?: string }) => (
  <View className={`icon icon-${name} ${kind}`} ariaHidden />
)
