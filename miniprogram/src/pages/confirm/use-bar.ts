import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { confirm, digitsOf, questions } from '../../../../shared/messages/phone-confirm.ts'
import { branding } from '../../phone.ts'
import { askedOf, type Stage } from '../../scan/stage.ts'
import { useStore } from '../../store.ts'
import { paintBar, setTitle } from '../../wechat/bars.ts'
import { isDark, say } from '../../wechat/device.ts'
import type { Words } from '../../words/say.ts'
import { lookOf } from './looks.ts'

// WeChat draws this bar and takes no CSS variable: --bg and the soft grounds of styles/tokens.scss.
const grounds = {
  plain: { light: '#f5f7f9', dark: '#0d1014' },
  brand: { light: '#e4f3eb', dark: '#122b1f' },
  info: { light: '#e8f0fc', dark: '#14243f' },
  warn: { light: '#fff3da', dark: '#2f2410' },
  danger: { light: '#fdecea', dark: '#3a1916' },
}

function useDark(): boolean {
  const [dark, setDark] = useState(isDark)
  useEffect(() => {
    const follow = ({ theme }: { theme?: string }): void => setDark(theme === 'dark')
    Taro.onThemeChange(follow)
    return () => Taro.offThemeChange(follow)
  }, [])
  return dark
}

function titleOf(stage: Stage): Words {
  if (stage.is !== 'ask' && stage.is !== 'digits') return confirm.page
  const asked = askedOf(stage.scan)
  return (stage.is === 'digits' && digitsOf[asked].page) || questions[asked].page
}

/** The bar over the page goes with the stage: the colour of the question, and what the page is about. */
export function useBar(stage: Stage): void {
  const { product } = useStore(branding.branding)
  const theme = useDark() ? 'dark' : 'light'
  const ground = grounds[stage.is === 'ask' ? lookOf(stage.scan).tone : 'plain'][theme]
  const title = say(titleOf(stage), { product })
  useEffect(() => setTitle(title), [title])
  useEffect(() => paintBar(theme, ground), [theme, ground])
}
