import type { PhoneName } from '../state.ts'
import { glyph, make } from './dom.ts'
import { server } from './server.ts'
import { language, say, type Word } from './words.ts'

/** What the preview hangs on the window of a phone, as far as it is used here. */
interface Held {
  __phoneControl?: { scanned(options: object): void; setOffline(isOffline: boolean): void }
}

/** One phone on the desk: the real mini-program in a frame, its camera and its network. */
export class PhoneDesk {
  readonly #name: PhoneName
  readonly #tag = make('span', { class: 'tag' })
  readonly #scan: HTMLElement
  readonly #network = make('button', { type: 'button', class: 'button button-quiet', 'aria-pressed': 'false' })
  readonly #frame = make('iframe', { class: 'phone-frame' }) as HTMLIFrameElement
  readonly #nothing: HTMLElement
  #isOffline = false

  constructor(place: HTMLElement) {
    this.#name = place.dataset.phone as PhoneName
    this.#nothing = noCode(this.#name)
    const look = this.#name === 'one' ? 'button-brand' : 'button-quiet'
    this.#scan = make(
      'button',
      { type: 'button', class: `button ${look} desk-scan` },
      glyph('scan'),
      fixed('span', 'scan'),
    )
    const name = fixed('h2', this.#name)
    name.id = `name-${this.#name}`
    place.append(
      make('div', { class: 'desk-head' }, name, this.#tag),
      make('div', { class: 'desk-buttons' }, this.#scan, this.#network),
      make('div', { class: 'phone' }, this.#frame, this.#nothing),
    )
    this.#scan.addEventListener('click', () => void this.#enter())
    this.#network.addEventListener('click', () => this.#switchNetwork())
    this.#nothing.addEventListener('click', ({ target }) => (target as Element).closest('a, button') && this.#putAway())
    this.#nothing.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#putAway())
  }

  /** Starts the mini-program, or starts it again in another language; what the phone keeps stays. */
  start(): void {
    const name = this.#name
    Object.assign(this.#frame, {
      title: say(name),
      __phone: {
        name,
        server: `/phones/${name}`,
        language: language === 'en' ? 'en' : 'zh_CN',
        offline: this.#isOffline,
        login: () => server.login(name),
        scan: () => this.#see(),
        subscribe: (templateIds: string[]) => server.subscribe(name, templateIds),
      },
      src: `/phone/index.html?${language}`,
    })
  }

  /** @param isBound null: nobody knows yet. */
  show(isBound: boolean | null): void {
    const owner = say(`ownerOf${this.#name}`)
    this.#tag.textContent = isBound === null ? owner : say(isBound ? 'bound' : 'unbound', { owner })
    this.#network.textContent = say(this.#isOffline ? 'goOnline' : 'goOffline')
  }

  get #control() {
    return (this.#frame.contentWindow as unknown as Held | null)?.__phoneControl
  }

  /** WeChat's own 扫一扫: enters the mini-program. */
  async #enter(): Promise<void> {
    const sight = await server.scan(this.#name)
    if (!sight || 'opensWeb' in sight.entered) return this.#sayNothing()
    this.#putAway()
    this.#control?.scanned(sight.entered)
  }

  /** The mini-program's own camera. Rejects, as when the user turns back, when there is nothing to be seen. */
  async #see(): Promise<{ result: string }> {
    const sight = await server.scan(this.#name)
    if (sight) return { result: sight.link }
    this.#sayNothing()
    throw new Error('no QR')
  }

  #sayNothing(): void {
    this.#nothing.hidden = false
    this.#nothing.querySelector('a')?.focus()
  }

  #putAway(): void {
    if (this.#nothing.hidden) return
    this.#nothing.hidden = true
    this.#scan.focus()
  }

  #switchNetwork(): void {
    this.#isOffline = !this.#isOffline
    this.#control?.setOffline(this.#isOffline)
    this.#network.setAttribute('aria-pressed', String(this.#isOffline))
    this.#network.textContent = say(this.#isOffline ? 'goOnline' : 'goOffline')
  }
}

const fixed = (tag: string, word: Word): HTMLElement => make(tag, { 'data-words': word })

/** Lies over the screen while the camera finds no QR. */
function noCode(name: PhoneName): HTMLElement {
  const title = fixed('strong', 'nothing')
  title.id = `nothing-${name}`
  const open = make('a', {
    class: 'button button-brand',
    'data-portal': '',
    target: '_blank',
    rel: 'noopener',
    'data-words': 'openPortal',
  })
  const close = make('button', { type: 'button', class: 'button button-quiet', 'data-words': 'close' })
  const box = make('div', { class: 'no-code-box' }, title, fixed('p', 'openFirst'), open, close)
  const cover = make('div', { class: 'no-code', role: 'alertdialog', 'aria-labelledby': title.id }, box)
  cover.hidden = true
  return cover
}
