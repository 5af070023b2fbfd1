import { inScreenUnits } from '../../screen-units.ts'

const systemFont = 'calc(16px * var(--font-scale))'
const lengthOf = (text: string | null): string => (text === 'system' ? systemFont : inScreenUnits(text ?? ''))

/** `<page-meta>`: font sizes and style of the page it stands in. */
export class PageMeta extends HTMLElement {
  static observedAttributes = ['root-font-size', 'page-font-size', 'page-style', 'background-color']

  connectedCallback(): void {
    this.#apply()
  }

  attributeChangedCallback(): void {
    this.#apply()
  }

  #apply(): void {
    const page = this.closest<HTMLElement>('wx-page')
    if (!page) return
    const root = lengthOf(this.getAttribute('root-font-size'))
    page.style.cssText = inScreenUnits(this.getAttribute('page-style') ?? '')
    page.style.fontSize = lengthOf(this.getAttribute('page-font-size'))
    page.style.backgroundColor = this.getAttribute('background-color') ?? ''
    if (root) page.dataset.rootFont = root
    if (!page.hidden) document.documentElement.style.fontSize = root
  }
}
