import Taro from '@tarojs/taro'
import { tabs } from '../../../shared/messages/phone.ts'
import { say } from './device.ts'

/** Fails on pages that are no tab, or while one is torn down: nothing depends on it. */
const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined)

export const setTitle = (title: string): void => quietly(Taro.setNavigationBarTitle({ title }))

/** app.json holds one language; here the tab bar gets the user's. */
export function nameTabs(): void {
  Object.values(tabs).forEach((words, index) => quietly(Taro.setTabBarItem({ index, text: say(words) })))
}

/** A confirm page must not be passed on as a card, nor any other page. */
export const hideShare = (): void => quietly(Taro.hideShareMenu({}))

/** @param ground as #rrggbb. */
export const paintBar = (theme: 'light' | 'dark', ground: string): void =>
  quietly(Taro.setNavigationBarColor({ frontColor: theme === 'dark' ? '#ffffff' : '#000000', backgroundColor: ground }))
