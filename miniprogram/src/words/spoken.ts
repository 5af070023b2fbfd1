import type { Language } from '../../../shared/messages/problems.ts'

const chinese = '零一二三四五六七八九'

/** 482913 → 四 八 二，九 一 三, so that a screen reader spells it instead of counting to a million. */
export function spelled(digits: string, language: Language): string {
  const groups = digits.match(/.{1,3}/g) ?? []
  const word = (digit: string): string => (language === 'zh-CN' ? (chinese[Number(digit)] ?? digit) : digit)
  return groups.map((group) => [...group].map(word).join(' ')).join(language === 'zh-CN' ? '，' : ', ')
}
