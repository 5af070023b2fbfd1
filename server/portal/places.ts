import { places } from '../../shared/messages/portal-devices.ts'
import type { SignIn } from './answers.ts'
import type { Words } from './i18n.ts'

type Browser = NonNullable<SignIn['browser']>

const same = (text: string): Words => ({ 'zh-CN': text, en: text })
const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' · ')

/** 重庆 · 教育网 */
export function placeWords(browser: Pick<Browser, 'place'> | null): Words {
  const text = browser && joined(browser.place.area, browser.place.network)
  return text ? same(text) : places.unknown
}

/** Chrome 141 · Windows 11 */
export function browserWords(browser: Browser | null): Words {
  const text = browser && joined(browser.name, browser.system)
  return text ? same(text) : places.unknownBrowser
}
