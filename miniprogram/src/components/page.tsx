import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { textScale } from '../wechat/device.ts'

/** The frame of every page: its text follows WeChat's font setting. */
export const Page = ({ children }: PropsWithChildren) => (
  <View className="page" style={`--scale:${textScale()}`}>
    {children}
  </View>
)
