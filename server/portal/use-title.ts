import { useEffect } from 'react'
import { language, useSay, type Words } from './i18n.ts'
import { useBranding } from './session.ts'
import { useStore } from './store.ts'

/** Title of the tab: 状态 · 页面 · 邮箱安全助手. */
export function useTitle(page: Words, state?: Words): void {
  const say = useSay()
  const branding = useBranding()
  const product = useStore(language) === 'en' ? branding.productEn : branding.product
  const title = [state && say(state), say(page), product].filter(Boolean).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
