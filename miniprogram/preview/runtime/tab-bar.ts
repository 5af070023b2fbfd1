import type { AppConfig, TabItem } from '../weapp-package.ts'
import { make } from './dom.ts'
import type { PhoneTheme } from './theme.ts'

/** Pictures of the package lie beside index.html. */
const pictureUrl = (path: string): string => (/^(data|https?):/.test(path) ? path : path.replace(/^\//, ''))

function createItem(onTap: () => void): HTMLElement {
  const item = make('button', 'phone-tab', make('img', 'phone-tab-icon'), make('span', 'phone-tab-text'))
  item.setAttribute('role', 'tab')
  item.firstElementChild?.setAttribute('alt', '')
  item.addEventListener('click', onTap)
  return item
}

export class TabBar {
  readonly element: HTMLElement
  readonly #config: AppConfig['tabBar']
  readonly #theme: PhoneTheme
  readonly #list: TabItem[]
  #shown = ''

  /** @param onTap gets the page path and the place, counted from 0. */
  constructor(config: AppConfig['tabBar'], theme: PhoneTheme, onTap: (path: string, index: number) => void) {
    this.#config = config
    this.#theme = theme
    this.#list = (config?.list ?? []).map((item) => ({ ...item }))
    this.element = make(
      'nav',
      'phone-tabs',
      ...this.#list.map(({ pagePath }, at) => createItem(() => onTap(pagePath, at))),
    )
    this.element.setAttribute('role', 'tablist')
  }

  has(path: string): boolean {
    return this.#list.some((item) => item.pagePath === path)
  }

  /** Draws the bar for the page shown, or hides it when that page is not on it. */
  show(path: string): void {
    this.#shown = path
    this.element.hidden = !this.has(path)
    this.#drawAll()
  }

  setItem(index: number, change: Partial<TabItem>): void {
    const item = this.#list[index]
    if (!item) throw new Error('tabbar item not found')
    Object.assign(item, Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)))
    this.#drawAll()
  }

  #drawAll(): void {
    this.element.style.background = this.#theme.value(this.#config?.backgroundColor) ?? ''
    this.element.dataset.border = this.#theme.value(this.#config?.borderStyle) ?? 'black'
    this.#list.forEach((item, index) => this.#draw(item, this.element.children[index] as HTMLElement))
  }

  #draw(item: TabItem, drawn: HTMLElement): void {
    const isSelected = item.pagePath === this.#shown
    const [icon, text] = [drawn.children[0] as HTMLImageElement, drawn.children[1] as HTMLElement]
    const picture = this.#theme.value(isSelected ? (item.selectedIconPath ?? item.iconPath) : item.iconPath)
    icon.hidden = !picture
    if (picture) icon.src = pictureUrl(picture)
    text.textContent = item.text
    drawn.style.color = this.#theme.value(isSelected ? this.#config?.selectedColor : this.#config?.color) ?? ''
    drawn.setAttribute('aria-selected', String(isSelected))
  }
}
