import { actOnKeys } from './keys.ts'
import { say } from './say.ts'

/** `<switch>`: turns itself over when tapped and then tells. */
export class ClientSwitch extends HTMLElement {
  static observedAttributes = ['checked', 'disabled', 'color', 'role']
  #isListening = false

  connectedCallback(): void {
    this.#reflect()
    actOnKeys(this)
    if (this.#isListening) return
    this.#isListening = true
    this.addEventListener('click', () => this.#turn())
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#reflect()
  }

  #turn(): void {
    if (this.hasAttribute('disabled')) return
    say(this, 'change', { value: this.toggleAttribute('checked') })
  }

  #reflect(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'switch')
    const isDisabled = this.hasAttribute('disabled')
    this.tabIndex = isDisabled ? -1 : 0
    this.setAttribute('aria-checked', String(this.hasAttribute('checked')))
    this.setAttribute('aria-disabled', String(isDisabled))
    this.style.setProperty('--switch-on', this.getAttribute('color'))
  }
}
