import { View } from '@tarojs/components'
import { Icon, type IconName } from './icon.tsx'
import './band-note.scss'

/** An amber line across the page: an outage, or that this is a demo. Read aloud when it comes. */
export const BandNote = ({ icon, children }: { icon: IconName; children: string }) => (
  <View className="band-note" ariaRole="alert">
    <Icon name={icon} kind="band-note-icon" />
    <View className="band-note-text">{children}</View>
  </View>
)
