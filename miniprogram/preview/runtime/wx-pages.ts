import type { TabItem } from '../weapp-package.ts'
import type { Pages } from './pages.ts'
import type { TabBar } from './tab-bar.ts'
import { type AsyncApi, WxFailure } from './wx-call.ts'

interface BarColors {
  frontColor: string
  backgroundColor: string
}

function scrollTo(pages: Pages, { scrollTop, selector, duration = 300 }: ScrollOptions): void {
  const scroller = pages.top?.scroller
  const behavior = duration > 0 ? 'smooth' : 'auto'
  if (selector) scroller?.querySelector(selector)?.scrollIntoView({ behavior })
  else scroller?.scrollTo({ top: scrollTop ?? 0, behavior })
}

interface ScrollOptions {
  scrollTop?: number
  selector?: string
  duration?: number
}

/** Navigation, and the bars that belong to pages. @param redraw after a bar was changed. */
export function pageApis(pages: Pages, tabBar: TabBar, api: AsyncApi, redraw: () => void): Record<string, unknown> {
  const byUrl = (name: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab') =>
    api(name, ({ url }: { url: string }) => pages[name](url))
  const changeBar = (change: Record<string, string | undefined>): void => {
    Object.assign(pages.top?.bar ?? {}, change)
    redraw()
  }
  return {
    navigateTo: byUrl('navigateTo'),
    redirectTo: byUrl('redirectTo'),
    reLaunch: byUrl('reLaunch'),
    switchTab: byUrl('switchTab'),
    navigateBack: api('navigateBack', ({ delta }: { delta?: number }) => pages.navigateBack(delta)),
    pageScrollTo: api('pageScrollTo', (options: ScrollOptions) => scrollTo(pages, options)),
    startPullDownRefresh: api('startPullDownRefresh', () => void pages.top?.call('onPullDownRefresh')),
    stopPullDownRefresh: api('stopPullDownRefresh', () => undefined),
    setNavigationBarTitle: api('setNavigationBarTitle', ({ title }: { title: string }) => changeBar({ title })),
    setNavigationBarColor: api('setNavigationBarColor', ({ frontColor, backgroundColor }: BarColors) => {
      if (!/^#(000000|ffffff)$/i.test(frontColor)) throw new WxFailure(`invalid frontColor "${frontColor}"`)
      changeBar({ front: frontColor === '#000000' ? 'black' : 'white', background: backgroundColor })
    }),
    setTabBarItem: api('setTabBarItem', ({ index, ...change }: Partial<TabItem> & { index: number }) => {
      if (!tabBar.has(pages.top?.path ?? '')) throw new WxFailure('not TabBar page')
      const { text, iconPath, selectedIconPath } = change
      tabBar.setItem(index, { text, iconPath, selectedIconPath })
    }),
    createSelectorQuery: () => pages.top?.instance.createSelectorQuery(),
    nextTick: (run: () => void) => void setTimeout(run, 0),
  }
}
