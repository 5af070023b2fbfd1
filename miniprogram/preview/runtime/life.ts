import type { Listeners } from './listeners.ts'
import type { PhoneLog } from './log.ts'
import type { AppInstance } from './modules.ts'
import { parsePageUrl } from './page-url.ts'
import type { Pages } from './pages.ts'
import type { EnterOptions } from './settings.ts'

/** As App.onLaunch and App.onShow get it. */
export interface Entry {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: object
}

/** Entrances such as the list of recent mini-programs: whoever comes this way finds what he left. */
const returning = new Set([1001, 1003, 1023, 1038, 1056, 1080, 1083, 1089, 1090, 1103, 1104, 1113, 1114, 1117])

interface Parts {
  pages: Pages
  app: () => AppInstance | undefined
  listeners: Listeners
  log: PhoneLog
  /** Told about every change between foreground and background. */
  onHidden: (isHidden: boolean) => void
}

function entryOf({ path: url, query = {}, scene = 1001 }: EnterOptions, first: string): Entry {
  const { path, query: inUrl } = parsePageUrl(url || first)
  return { path, query: { ...inUrl, ...query }, scene, referrerInfo: {} }
}

const urlOf = ({ path, query }: Entry): string => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`)
  return pairs.length > 0 ? `/${path}?${pairs.join('&')}` : `/${path}`
}

/** Start, background and return of the mini-program, in the client's order. */
export class Life {
  readonly #parts: Parts
  #launched: Entry
  #entered: Entry
  #isHidden = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#launched = this.#entered = entryOf({}, parts.pages.first)
  }

  get launched(): Entry {
    return this.#launched
  }

  /** How it was entered last. */
  get entered(): Entry {
    return this.#entered
  }

  /** Cold start. */
  launch(options: EnterOptions = {}): void {
    this.#launched = this.#entered = entryOf(options, this.#parts.pages.first)
    this.#callApp('onLaunch', this.#launched)
    this.#comeBack()
    this.#open(this.#launched)
  }

  /** Entered again while it runs: by a scan, a link, or from the list. */
  enter(options: EnterOptions): void {
    this.hide()
    this.#entered = entryOf(options, this.#parts.pages.first)
    this.#comeBack()
    const isReturn = !options.path && returning.has(this.#entered.scene)
    if (isReturn) this.#parts.pages.setHidden(false)
    else this.#open(this.#entered)
  }

  hide(): void {
    if (this.#isHidden) return
    this.#isHidden = true
    this.#parts.pages.setHidden(true)
    this.#callApp('onHide')
    this.#parts.listeners.fire('AppHide')
    this.#parts.onHidden(true)
  }

  show(): void {
    if (!this.#isHidden) return
    this.#comeBack()
    this.#parts.pages.setHidden(false)
  }

  #comeBack(): void {
    this.#isHidden = false
    this.#parts.onHidden(false)
    this.#callApp('onShow', this.#entered)
    this.#parts.listeners.fire('AppShow', this.#entered)
  }

  #open(entry: Entry): void {
    const { pages } = this.#parts
    if (pages.has(entry.path)) return pages.reLaunch(urlOf(entry))
    this.#callApp('onPageNotFound', { path: entry.path, query: entry.query, isEntryPage: true })
    if (pages.top) pages.setHidden(false)
    else pages.reLaunch(`/${pages.first}`)
  }

  #callApp(method: string, argument?: unknown): void {
    const app = this.#parts.app()
    const member = app?.[method]
    try {
      if (typeof member === 'function') member.call(app, argument)
    } catch (error) {
      this.#parts.log.error(`App.${method}`, error)
    }
  }
}
