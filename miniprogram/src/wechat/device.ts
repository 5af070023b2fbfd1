import Taro from '@tarojs/taro'
import { fill, languageOf, type Values, type Words } from '../words/say.ts'

const designWidth = 375
const rootFont = 16
const largestScale = 1.75

const facts = Taro.getAppBaseInfo()

/** Of WeChat itself: nobody sets it twice. */
export const language = languageOf(facts.language)

/** say(words, values) in the user's language. */
export const say = (words: Words, values?: Values): string => fill(words[language], values)

/** As WeChat names it: ios, android, ohos, windows, mac … */
export const platform = (): string => Taro.getDeviceInfo().platform

export const isDark = (): boolean => Taro.getAppBaseInfo().theme === 'dark'

/** What one rem is: text grows with the screen, as rpx does, and with WeChat's own font setting. */
export function rootFontSize(): string {
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  const scale = Math.min(fontSizeScaleFactor, largestScale) * (Taro.getWindowInfo().windowWidth / designWidth)
  return `${rootFont * scale}px`
}
