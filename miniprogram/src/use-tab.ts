import { useDidShow } from '@tarojs/taro'
import type { Words } from './words/say.ts'
import { say } from './wechat/device.ts'
import { hideShare, nameTabs, setTitle } from './wechat/bars.ts'

/** What every tab does when it is seen. @param title in all languages. */
export function useTab(title: Words): void {
  useDidShow(() => {
    hideShare()
    nameTabs()
    setTitle(say(title))
  })
}
