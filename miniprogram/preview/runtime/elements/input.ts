import { words } from '../../words.ts'
import { say } from './say.ts'

const keyboards: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text', tel: 'tel' }

type Field = HTMLInputElement | HTMLTextAreaElement

/** A text field of the browser inside the client's tag; what it hears is told without bubbling. */
abstract class TextElement extends HTMLElement {
  static observedAttributes = words('value placeholder disabled password maxlength type focus aria-label')
  protected readonly field: Field

  constructor(tag: 'input' | 'textarea') {
    super()
    this.field = document.createElement(tag)
    this.field.addEventListener('input', (event) => this.#tell(event, 'input'))
    this.field.addEventListener('focus', (event) => this.#tell(event, 'focus'))
    this.field.addEventListener('blur', (event) => this.#tell(event, 'blur'))
    this.field.addEventListener('change', (event) => event.stopPropagation())
  }

  connectedCallback(): void {
    if (!this.field.parentNode) this.append(this.field)
    if (this.hasAttribute('focus')) this.field.focus()
  }

  attributeChangedCallback(name: string, _old: string | null, value: string | null): void {
    const { field } = this
    if (name === 'value' && field.value !== (value ?? '')) field.value = value ?? ''
    else if (name === 'placeholder') field.placeholder = value ?? ''
    else if (name === 'disabled') field.disabled = value !== null
    else if (name === 'maxlength') this.#limit(Number(value ?? 140))
    else if (name === 'aria-label') field.setAttribute(name, value ?? '')
    else if (name === 'type') field.inputMode = keyboards[value ?? ''] ?? 'text'
    else if (name === 'password' && field instanceof HTMLInputElement) field.type = value === null ? 'text' : 'password'
    else if (name === 'focus' && value !== null && this.isConnected) field.focus()
  }

  #limit(length: number): void {
    if (length >= 0) this.field.maxLength = length
    else this.field.removeAttribute('maxlength')
  }

  #tell(event: Event, type: string): void {
    event.stopPropagation()
    const { value, selectionStart } = this.field
    say(this, type, type === 'input' ? { value, cursor: selectionStart, keyCode: 0 } : { value, height: 0 })
  }
}

export class ClientInput extends TextElement {
  constructor() {
    super('input')
    this.field.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Enter') say(this, 'confirm', { value: this.field.value })
    })
  }
}

export class ClientTextarea extends TextElement {
  constructor() {
    super('textarea')
  }
}
