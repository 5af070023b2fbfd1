import { say } from './say.ts'

/** What the client's `mode` is called in CSS. */
const fits: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill' }

/** `<image>`: 320 × 240 unless its style says otherwise. */
export class ClientImage extends HTMLElement {
  static observedAttributes = ['src', 'mode', 'aria-label']
  readonly #picture = new Image()

  constructor() {
    super()
    this.#picture.alt = ''
    this.#picture.addEventListener('load', () => {
      const { naturalWidth: width, naturalHeight: height } = this.#picture
      say(this, 'load', { width, height })
    })
    this.#picture.addEventListener('error', () => say(this, 'error', { errMsg: `load ${this.#picture.src} failed` }))
  }

  connectedCallback(): void {
    if (!this.#picture.parentNode) this.append(this.#picture)
  }

  attributeChangedCallback(name: string, _old: string | null, value: string | null): void {
    if (name === 'mode') this.#picture.style.objectFit = fits[value ?? ''] ?? 'fill'
    else if (name === 'aria-label') this.#picture.alt = value ?? ''
    else if (value) this.#picture.src = value.startsWith('//') ? value : value.replace(/^\//, '')
    else this.#picture.removeAttribute('src')
  }
}
