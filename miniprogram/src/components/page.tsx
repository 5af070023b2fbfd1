import { PageMeta, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { rootFontSize } from '../wechat/device.ts'

/** The frame of every page: text follows WeChat's font setting. @param kind class beside `page`. */
export function Page({ kind = '', children }: PropsWithChildren<{ kind?: string }>) {
  return (
    <>
      <PageMeta rootFontSize={rootFontSize()} />
      <View className={`page ${kind}`}>{children}</View>
    </>
  )
}
