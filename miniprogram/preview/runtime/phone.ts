import type { WeappPackage } from '../weapp-package.ts'
import { words } from '../words.ts'
import { createEngine } from './engine.ts'
import { Life } from './life.ts'
import { createListeners } from './listeners.ts'
import { createLog } from './log.ts'
import { Modules } from './modules.ts'
import { createOverlays } from './overlays.ts'
import { Pages } from './pages.ts'
import { createScreen, drawBars } from './screen.ts'
import type { PhoneSettings } from './settings.ts'
import { TabBar } from './tab-bar.ts'
import { createTheme } from './theme.ts'
import { actionApis } from './wx-actions.ts'
import { createAsyncApi } from './wx-call.ts'
import { deviceApis } from './wx-device.ts'
import { identityApis } from './wx-identity.ts'
import { createNetwork } from './wx-network.ts'
import { createWxObject, missingApis } from './wx-object.ts'
import { pageApis } from './wx-pages.ts'
import { PhoneStorage, storageApis } from './wx-storage.ts'

/** `wx.onX` and `wx.offX` beside those of the network. */
const events = words(`
  ThemeChange AppShow AppHide Error UnhandledRejection PageNotFound WindowResize
  UserCaptureScreen MemoryWarning NeedPrivacyAuthorization
`)

/** `wx.canIUse('name.part')`: asked for the name only. */
const canUse = (names: readonly string[]) => (schema: string) => names.includes(schema.split('.')[0] ?? '')

/** All parts of one phone with one mini-program, each made of those above it. */
export class Phone {
  readonly pkg: WeappPackage
  readonly settings: PhoneSettings
  readonly log = createLog()
  readonly listeners = createListeners()
  readonly clipboard = { text: '' }
  readonly api = createAsyncApi(this.log)
  readonly theme
  readonly storage
  readonly network
  readonly screen
  readonly overlays
  readonly engine
  readonly pages
  readonly tabBar
  readonly modules
  readonly life

  constructor(pkg: WeappPackage, settings: PhoneSettings) {
    this.pkg = pkg
    this.settings = settings
    const { log, listeners, api } = this
    this.theme = createTheme(pkg)
    this.storage = new PhoneStorage(settings.storageKey ?? `phone:${settings.name}`)
    this.network = createNetwork(log, api, listeners, settings)
    this.screen = this.#createScreen()
    this.screen.element.dataset.style = pkg.app.style ?? 'v1'
    this.overlays = createOverlays(this.screen.element)
    this.engine = createEngine(pkg, log, (error) => this.tellError(error))
    this.pages = new Pages({ pkg, engine: this.engine, log, view: this.screen.view, onShown: () => this.redraw() })
    this.tabBar = new TabBar(pkg.app.tabBar, this.theme, (path, index) => this.#tapTab(path, index))
    this.screen.element.append(this.tabBar.element)
    const known: Record<string, unknown> = { env: { USER_DATA_PATH: 'wxfile://usr' } }
    this.modules = new Modules(pkg, this.engine, createWxObject(known, log), () => this.pages.instances())
    this.pages.use(this.modules)
    this.life = this.#createLife()
    Object.assign(known, this.#apis())
    const canIUse = canUse(Object.keys(known))
    Object.assign(known, { canIUse }, missingApis(known, log))
    this.theme.onChange(() => this.#changeTheme())
    this.screen.navBar.setOffline(this.network.isOffline())
  }

  redraw(): void {
    drawBars(this.screen, this.pages, this.tabBar, this.theme)
  }

  setOffline(isOffline: boolean): void {
    this.screen.navBar.setOffline(isOffline)
    this.network.setOffline(isOffline)
  }

  /** An error of the mini-program that it did not catch itself. */
  tellError(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const onError = this.modules.app?.onError
    if (typeof onError === 'function') onError.call(this.modules.app, message)
    this.listeners.fire('Error', { message })
  }

  #createScreen() {
    return createScreen({
      back: () => this.pages.navigateBack(),
      home: () => this.pages.reLaunch(`/${this.pages.first}`),
      leave: () => this.life.hide(),
      reopen: () => this.life.show(),
    })
  }

  #createLife() {
    const onHidden = (isHidden: boolean): void => {
      this.screen.setHidden(isHidden)
      this.network.setHidden(isHidden)
    }
    const { pages, listeners, log } = this
    return new Life({ pages, listeners, log, app: () => this.modules.app, onHidden })
  }

  #tapTab(path: string, index: number): void {
    if (this.pages.top?.path !== path) this.pages.switchTab(`/${path}`)
    const { text } = this.pkg.app.tabBar?.list[index] ?? {}
    this.pages.top?.call('onTabItemTap', { index, pagePath: path, text })
  }

  #changeTheme(): void {
    this.redraw()
    this.listeners.fire('ThemeChange', { theme: this.theme.name() })
  }

  #apis(): Record<string, unknown> {
    const { api, log, settings, storage, screen, theme, pages, tabBar, life, overlays, clipboard } = this
    return {
      ...this.network.apis,
      ...storageApis(storage, api, log),
      ...deviceApis(settings, screen, theme, api),
      ...identityApis(settings, this.network, api, log),
      ...pageApis(pages, tabBar, api, () => this.redraw()),
      ...actionApis({ overlays, clipboard, leave: () => life.hide() }, api),
      ...this.listeners.apis(events),
      getLaunchOptionsSync: () => life.launched,
      getEnterOptionsSync: () => life.entered,
    }
  }
}
