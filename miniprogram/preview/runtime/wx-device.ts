import { clientFacts } from './client-facts.ts'
import type { Screen } from './screen.ts'
import type { PhoneSettings } from './settings.ts'
import type { PhoneTheme } from './theme.ts'
import type { AsyncApi } from './wx-call.ts'

const systems = {
  ios: 'iOS 18.1',
  android: 'Android 15',
  ohos: 'OpenHarmony 5.0',
  windows: 'Windows 11',
  mac: 'Mac OS X 15.1',
}

const plainRect = ({ top, left, right, bottom, width, height }: DOMRect): object => ({
  top,
  left,
  right,
  bottom,
  width,
  height,
})

function windowInfo({ element, view }: Screen): object {
  const [screen, page] = [element.getBoundingClientRect(), view.getBoundingClientRect()]
  const { statusBar, safeBottom } = clientFacts
  const bottom = screen.height - safeBottom
  return {
    pixelRatio: window.devicePixelRatio,
    screenWidth: screen.width,
    screenHeight: screen.height,
    windowWidth: page.width,
    windowHeight: page.height,
    screenTop: page.top - screen.top,
    statusBarHeight: statusBar,
    safeArea: { top: statusBar, left: 0, right: screen.width, bottom, width: screen.width, height: bottom - statusBar },
  }
}

/** What the mini-program is told about the phone and about the client it runs in. */
export function deviceApis(
  settings: PhoneSettings,
  screen: Screen,
  theme: PhoneTheme,
  api: AsyncApi,
): Record<string, unknown> {
  const platform = settings.platform ?? 'ios'
  const scale = settings.fontSizeScaleFactor ?? 1
  const device = { platform, system: systems[platform], brand: 'preview', model: 'preview', benchmarkLevel: -1 }
  const base = (): object => ({
    SDKVersion: '3.8.0',
    version: '8.0.54',
    language: settings.language ?? 'zh_CN',
    theme: theme.name(),
    fontSizeSetting: clientFacts.rootFont * scale,
    fontSizeScaleFactor: scale,
    enableDebug: false,
    host: { env: 'WeChat', appId: '', version: 0 },
  })
  const everything = (): object => ({ ...base(), ...device, ...windowInfo(screen) })
  return {
    getAppBaseInfo: base,
    getDeviceInfo: () => device,
    getWindowInfo: () => windowInfo(screen),
    getSystemInfoSync: everything,
    getSystemInfo: api('getSystemInfo', everything),
    getMenuButtonBoundingClientRect: () => plainRect(screen.navBar.capsule()),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'preview', envVersion: 'release', version: '' } }),
    vibrateShort: api('vibrateShort', () => undefined),
    getRandomValues: api('getRandomValues', ({ length }: { length: number }) => ({
      randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer,
    })),
  }
}
