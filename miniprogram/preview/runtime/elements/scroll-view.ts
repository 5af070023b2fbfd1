import { say } from './say.ts'

/** `<scroll-view>`: scrolls where it may, and tells when its end comes near. */
export class ScrollView extends HTMLElement {
  static observedAttributes = ['scroll-top', 'scroll-left', 'scroll-into-view']
  #wasAtEnd = false
  #isListening = false

  connectedCallback(): void {
    if (this.#isListening) return
    this.#isListening = true
    this.addEventListener('scroll', () => this.#watchEnd())
  }

  attributeChangedCallback(name: string, _old: string | null, value: string | null): void {
    // The content comes with the same update: look for it afterwards.
    requestAnimationFrame(() => {
      if (name === 'scroll-into-view' && value) this.querySelector(`#${CSS.escape(value)}`)?.scrollIntoView()
      else if (name === 'scroll-top' && value) this.scrollTop = Number(value)
      else if (name === 'scroll-left' && value) this.scrollLeft = Number(value)
    })
  }

  #watchEnd(): void {
    const threshold = Number(this.getAttribute('lower-threshold') ?? 50)
    const isAtEnd = this.scrollTop + this.clientHeight >= this.scrollHeight - threshold
    if (isAtEnd && !this.#wasAtEnd) say(this, 'scrolltolower', { direction: 'bottom' })
    this.#wasAtEnd = isAtEnd
  }
}
