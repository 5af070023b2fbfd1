import { settings } from '../../shared/messages/portal-settings.ts'
import type { Method } from './answers.ts'
import type { Words } from './i18n.ts'

/** What is bound, masked; WeChat tells no name, so its number stands for it. */
export const maskOf = (kind: Method['kind'], mask: string | null): Words => {
  const words = mask ?? (kind === 'wechat' ? null : '')
  return words === null ? settings.oneWechat : { 'zh-CN': words, en: words }
}
