import { make, makeButton } from './dom.ts'

export interface NavBarLook {
  title: string
  background: string
  /** Colour name of the client: its title and signs are black or white. */
  front: 'black' | 'white'
  /** `navigationStyle: custom`: only the capsule stays, above the page. */
  isCustom: boolean
  leading: 'back' | 'home' | 'none'
}

export interface NavBar {
  element: HTMLElement
  show(look: NavBarLook): void
  setOffline(isOffline: boolean): void
  /** Where page code must not draw, in pixels of the screen. */
  capsule(): DOMRect
}

export interface NavBarActions {
  back(): void
  home(): void
  /** The ring of the capsule: to the background. */
  leave(): void
}

const twoDigits = (value: number): string => String(value).padStart(2, '0')

function createStatusBar(): HTMLElement {
  const time = make('span', 'phone-time')
  const tick = (): void => {
    const now = new Date()
    time.textContent = `${twoDigits(now.getHours())}:${twoDigits(now.getMinutes())}`
  }
  tick()
  setInterval(tick, 1_000)
  const signs = make(
    'span',
    'phone-signs',
    make('i', 'phone-signal'),
    make('i', 'phone-wifi'),
    make('i', 'phone-battery'),
  )
  const bar = make('div', 'phone-status', time, signs)
  bar.setAttribute('aria-hidden', 'true')
  return bar
}

/** Status bar, title, way back and capsule, as the client draws them above every page. */
export function createNavBar(actions: NavBarActions): NavBar {
  const back = makeButton('phone-back', '返回', actions.back)
  const home = makeButton('phone-go-home', '返回首页', actions.home)
  const title = make('div', 'phone-title')
  const more = make('span', 'phone-more')
  const capsule = make('div', 'phone-capsule', more, makeButton('phone-leave', '关闭', actions.leave))
  const element = make(
    'header',
    'phone-nav',
    createStatusBar(),
    make('div', 'phone-nav-row', back, home, title, capsule),
  )
  return {
    element,
    show({ title: text, background, front, isCustom, leading }) {
      title.textContent = isCustom ? '' : text
      element.style.background = isCustom ? 'transparent' : background
      element.dataset.front = front
      back.hidden = leading !== 'back'
      home.hidden = leading !== 'home'
    },
    setOffline: (isOffline) => void element.toggleAttribute('data-offline', isOffline),
    capsule: () => capsule.getBoundingClientRect(),
  }
}
