import { useDidShow } from '@tarojs/taro'
import { hideShare, nameTabs, setTitle } from './wechat/bars.ts'

/** What every tab does when it is seen. */
export function useTab(title: string): void {
  useDidShow(() => {
    hideShare()
    nameTabs()
    setTitle(title)
  })
}
