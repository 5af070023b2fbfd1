import type { Language } from '../../../shared/messages/problems.ts'

export type Words = Record<Language, string>
export type Values = Record<string, string | number>

/** `{name}` → its value. */
export const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

/** WeChat's name of a language, such as zh_CN, zh_TW or en, → ours. */
export const languageOf = (name: string | undefined): Language => (!name || name.startsWith('zh') ? 'zh-CN' : 'en')
