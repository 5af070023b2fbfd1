import type { WeappPackage } from '../weapp-package.ts'
import { clientFacts } from './client-facts.ts'
import { make } from './dom.ts'
import type { Engine, Instance } from './engine.ts'
import type { PhoneLog } from './log.ts'

/** One page of the stack. */
export interface OpenPage {
  path: string
  query: Record<string, string>
  instance: Instance
  /** What scrolls. */
  scroller: HTMLElement
  /** The element that style sheets call `page`. */
  body: HTMLElement
  /** Set while it is open, over what its configuration says. */
  bar: { title?: string; background?: string; front?: 'black' | 'white' }
  setHidden(isHidden: boolean): void
  call(method: string, argument?: unknown): unknown
  close(): void
}

/** A page's sheet is seen by that page only: in the client each has a web view of its own. */
export class PageStyles {
  readonly #styles: WeappPackage['styles']
  readonly #known = new Set<string>()

  constructor({ styles, configs }: WeappPackage) {
    this.#styles = styles
    const components = Object.keys(configs).filter((path) => configs[path]?.component)
    for (const path of ['app', ...components]) this.#add(path, styles[path])
  }

  show(path: string): void {
    const text = this.#styles[path]
    this.#add(path, text && `@scope (.phone-page[data-route=${JSON.stringify(path)}]) {${text}}`)
  }

  #add(path: string, text: string | undefined): void {
    if (!text || this.#known.has(path)) return
    this.#known.add(path)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }
}

/** As over the bridge between the two threads of the client: data only, undefined left out. */
function watchSetData(instance: Instance, route: string, log: PhoneLog): void {
  const setData = instance.setData.bind(instance)
  instance.setData = (data, callback) => {
    const text = JSON.stringify(data)
    log.add({ kind: 'setData', route, keys: Object.keys(data), bytes: text.length })
    setData(JSON.parse(text) as object, callback)
  }
}

function watchScroll(scroller: HTMLElement, page: Pick<OpenPage, 'call'>): void {
  let isAtBottom = false
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller
    page.call('onPageScroll', { scrollTop })
    const wasAtBottom = isAtBottom
    isAtBottom = scrollTop + clientHeight >= scrollHeight - clientFacts.reachBottom
    if (isAtBottom && !wasAtBottom) page.call('onReachBottom')
  })
}

function callOf(instance: Instance, path: string, log: PhoneLog): OpenPage['call'] {
  return (method, argument) => {
    const member = instance[method]
    if (typeof member !== 'function') return undefined
    try {
      return member.call(instance, argument) as unknown
    } catch (error) {
      log.error(`${path} ${method}`, error)
      return undefined
    }
  }
}

/** Makes the page, hidden, and calls its onLoad. */
export function openPage(
  path: string,
  query: Record<string, string>,
  { engine, log, view }: { engine: Engine; log: PhoneLog; view: HTMLElement },
): OpenPage {
  const placeholder = document.createElement('div')
  const body = make('wx-page', '', placeholder)
  const scroller = make('div', 'phone-page', body)
  scroller.dataset.route = path
  const setHidden = (isHidden: boolean): void => {
    scroller.hidden = isHidden
    body.hidden = isHidden
  }
  setHidden(true)
  view.append(scroller)
  const root = engine.createPage(path)
  root.attach(body, placeholder)
  const { instance } = root
  Object.assign(instance, { route: path, __route__: path, options: query })
  watchSetData(instance, path, log)
  const call = callOf(instance, path, log)
  watchScroll(scroller, { call })
  call('onLoad', query)
  const close = (): void => {
    call('onUnload')
    root.release()
    scroller.remove()
  }
  return { path, query, instance, scroller, body, bar: {}, setHidden, call, close }
}
