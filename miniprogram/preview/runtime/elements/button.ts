import { actOnKeys } from './keys.ts'

/** `<button>`: a role, and the keyboard for those who preview with one. */
export class ClientButton extends HTMLElement {
  static observedAttributes = ['disabled', 'loading', 'role']

  connectedCallback(): void {
    this.#reflect()
    actOnKeys(this)
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#reflect()
  }

  #reflect(): void {
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button')
    const isDisabled = this.hasAttribute('disabled')
    this.tabIndex = isDisabled ? -1 : 0
    this.setAttribute('aria-disabled', String(isDisabled))
    this.setAttribute('aria-busy', String(this.hasAttribute('loading')))
  }
}
