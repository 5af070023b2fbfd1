import { clientFacts } from './client-facts.ts'
import { make } from './dom.ts'
import { createNavBar, type NavBar, type NavBarActions } from './nav-bar.ts'
import type { Pages } from './pages.ts'
import type { TabBar } from './tab-bar.ts'
import type { PhoneTheme } from './theme.ts'

/** What the phone shows: bars, the page between them, and the empty home screen after leaving. */
export interface Screen {
  element: HTMLElement
  view: HTMLElement
  navBar: NavBar
  setHidden(isHidden: boolean): void
}

/** @param reopen is called when the user taps the mini-program on the phone's home screen. */
export function createScreen(actions: NavBarActions & { reopen(): void }): Screen {
  const navBar = createNavBar(actions)
  const view = make('main', 'phone-view')
  const reopen = make('button', 'phone-reopen', '打开小程序')
  reopen.addEventListener('click', () => actions.reopen())
  const desk = make('div', 'phone-desk', reopen)
  desk.hidden = true
  const indicator = make('div', 'phone-indicator')
  indicator.setAttribute('aria-hidden', 'true')
  const element = make('div', 'phone-screen', view, navBar.element, indicator, desk)
  const lengths = {
    '--status-bar': clientFacts.statusBar,
    '--nav-bar': clientFacts.navBar,
    '--home': clientFacts.safeBottom,
  }
  for (const [name, pixels] of Object.entries(lengths)) element.style.setProperty(name, `${pixels}px`)
  document.body.append(element)
  return { element, view, navBar, setHidden: (isHidden) => void (desk.hidden = !isHidden) }
}

const frontOf = (text: string | undefined): 'black' | 'white' =>
  text === 'black' || text === '#000000' ? 'black' : 'white'

/** Draws the bars that belong to the page on top. */
export function drawBars(screen: Screen, pages: Pages, tabBar: TabBar, theme: PhoneTheme): void {
  const page = pages.top
  if (!page) return
  const config = pages.configOf(page.path)
  const isCustom = config.navigationStyle === 'custom'
  const isRoot = page.path === pages.first || pages.isTab(page.path)
  screen.navBar.show({
    title: page.bar.title ?? config.navigationBarTitleText ?? '',
    background: page.bar.background ?? theme.value(config.navigationBarBackgroundColor) ?? '#000000',
    front: page.bar.front ?? frontOf(theme.value(config.navigationBarTextStyle) ?? 'white'),
    isCustom,
    leading: pages.depth > 1 ? 'back' : isRoot ? 'none' : 'home',
  })
  tabBar.show(page.path)
  screen.element.toggleAttribute('data-custom-nav', isCustom)
  screen.element.toggleAttribute('data-tabs', !tabBar.element.hidden)
  screen.view.style.background = theme.value(config.backgroundColor) ?? ''
  document.title = page.bar.title ?? config.navigationBarTitleText ?? ''
  // One root element for all pages: the font size that the page on top asked for counts.
  document.documentElement.style.fontSize = page.body.dataset.rootFont ?? `${clientFacts.rootFont}px`
}
