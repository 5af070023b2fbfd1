import Taro from '@tarojs/taro'
import { fill, languageOf, type Values, type Words } from '../words/say.ts'

const largestScale = 1.75

const facts = Taro.getAppBaseInfo()

/** Of WeChat itself: nobody sets it twice. */
export const language = languageOf(facts.language)

/** say(words, values) in the user's language. */
export const say = (words: Words, values?: Values): string => fill(words[language], values)

/** As WeChat names it: ios, android, ohos, windows, mac … */
export const platform = (): string => Taro.getDeviceInfo().platform

export const isDark = (): boolean => Taro.getAppBaseInfo().theme === 'dark'

/** WeChat's font setting: 1 is the usual size. */
export function textScale(): number {
  // Taro's type lacks it.
  const { fontSizeScaleFactor = 1 } = Taro.getAppBaseInfo() as { fontSizeScaleFactor?: number }
  return Math.min(fontSizeScaleFactor, largestScale)
}
