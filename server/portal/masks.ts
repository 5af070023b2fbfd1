import { unmasked } from '../../shared/messages/portal-settings.ts'
import type { Method } from './answers.ts'
import type { Words } from './i18n.ts'

/** What is bound, masked; a factor that has no name to mask is counted. */
export const maskOf = (kind: Method['kind'], mask: string | null): Words =>
  mask ? { 'zh-CN': mask, en: mask } : unmasked[kind]
