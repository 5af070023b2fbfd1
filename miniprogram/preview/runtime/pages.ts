import type { PageConfig, WeappPackage } from '../weapp-package.ts'
import { clientFacts } from './client-facts.ts'
import type { Engine } from './engine.ts'
import type { PhoneLog } from './log.ts'
import type { Modules } from './modules.ts'
import { absolutePageUrl, type PageUrl, parsePageUrl } from './page-url.ts'
import { openPage, type OpenPage, PageStyles } from './page-view.ts'
import { WxFailure } from './wx-call.ts'

interface Surroundings {
  pkg: WeappPackage
  engine: Engine
  log: PhoneLog
  /** Where pages are drawn. */
  view: HTMLElement
  /** Told after the page on top became another one. */
  onShown: () => void
}

/** The page stack: tab pages live on when they are left, the others do not. */
export class Pages {
  readonly #around: Surroundings
  readonly #styles: PageStyles
  readonly #known: Set<string>
  readonly #tabs: string[]
  readonly #stack: OpenPage[] = []
  readonly #aliveTabs = new Map<string, OpenPage>()
  #load: (path: string) => unknown = () => undefined

  constructor(around: Surroundings) {
    const { app } = around.pkg
    const inPackages = [...(app.subPackages ?? []), ...(app.subpackages ?? [])]
    this.#around = around
    this.#styles = new PageStyles(around.pkg)
    this.#tabs = (app.tabBar?.list ?? []).map(({ pagePath }) => pagePath)
    this.#known = new Set([
      ...app.pages,
      ...inPackages.flatMap(({ root, pages }) => pages.map((page) => `${root.replace(/\/$/, '')}/${page}`)),
    ])
  }

  /** Modules need the page stack and pages need the modules: given second. */
  use(modules: Pick<Modules, 'define'>): void {
    this.#load = (path) => modules.define(path)
  }

  get top(): OpenPage | undefined {
    return this.#stack.at(-1)
  }

  get depth(): number {
    return this.#stack.length
  }

  get first(): string {
    const { app } = this.#around.pkg
    return app.entryPagePath ?? app.pages[0] ?? ''
  }

  instances(): unknown[] {
    return this.#stack.map((page) => page.instance)
  }

  /** Paths of all open pages, the lowest first. */
  routes(): string[] {
    return this.#stack.map((page) => page.path)
  }

  isTab(path: string): boolean {
    return this.#tabs.includes(path)
  }

  has(path: string): boolean {
    return this.#known.has(path)
  }

  configOf(path: string): PageConfig {
    const { app, configs } = this.#around.pkg
    return { ...app.window, ...configs[path] }
  }

  navigateTo(url: string): void {
    const target = this.#target(url)
    if (this.isTab(target.path)) throw new WxFailure('can not navigateTo a tabbar page')
    if (this.depth >= clientFacts.pagesAtOnce) throw new WxFailure('webview count limit exceed')
    this.#hideTop()
    this.#push(this.#open(target))
  }

  redirectTo(url: string): void {
    const target = this.#target(url)
    if (this.isTab(target.path)) throw new WxFailure('can not redirectTo a tabbar page')
    const left = this.#stack.pop()
    if (left && this.isTab(left.path)) this.#aliveTabs.delete(left.path)
    left?.close()
    this.#push(this.#open(target))
  }

  reLaunch(url: string): void {
    const target = this.#target(url)
    const all = new Set([...this.#stack.splice(0), ...this.#aliveTabs.values()])
    this.#aliveTabs.clear()
    all.forEach((page) => page.close())
    this.#push(this.#open(target))
  }

  switchTab(url: string): void {
    const { path } = this.#target(url)
    if (!this.isTab(path)) throw new WxFailure('can not switch to no-tabBar page')
    if (this.top?.path === path) return
    this.#leaveForTab()
    const known = this.#aliveTabs.get(path)
    // What a tab page is given in its URL is not handed over.
    this.#push(known ?? this.#open({ path, query: {} }), !known)
  }

  navigateBack(delta = 1): void {
    if (this.depth < 2) throw new WxFailure('cannot navigate back at first page')
    const left = this.#stack.splice(Math.max(1, this.depth - delta))
    left.reverse().forEach((page) => page.close())
    this.#showTop(false)
  }

  /** The mini-program goes to the background or comes back: only the page on top is told. */
  setHidden(isHidden: boolean): void {
    this.top?.call(isHidden ? 'onHide' : 'onShow')
  }

  #target(url: string): PageUrl {
    const target = parsePageUrl(absolutePageUrl(url, this.top?.path))
    if (!this.#known.has(target.path)) throw new WxFailure(`page "${target.path}" is not found`)
    return target
  }

  #open({ path, query }: PageUrl): OpenPage {
    this.#load(path)
    this.#styles.show(path)
    const page = openPage(path, query, this.#around)
    if (this.isTab(path)) this.#aliveTabs.set(path, page)
    return page
  }

  #push(page: OpenPage, isNew = true): void {
    this.#stack.push(page)
    this.#showTop(isNew)
  }

  #showTop(isNew: boolean): void {
    const page = this.top
    if (!page) return
    page.setHidden(false)
    this.#around.onShown()
    page.call('onShow')
    if (isNew) page.call('onReady')
  }

  #hideTop(): void {
    this.top?.call('onHide')
    this.top?.setHidden(true)
  }

  #leaveForTab(): void {
    this.#hideTop()
    for (const page of this.#stack.splice(0).reverse()) if (this.#aliveTabs.get(page.path) !== page) page.close()
  }
}
