// The shape of `app.js`, which the build side writes and the browser side reads.

export interface TabItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

export interface WindowConfig {
  navigationBarTitleText?: string
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: string
  navigationStyle?: string
  backgroundColor?: string
}

export interface AppConfig {
  pages: string[]
  entryPagePath?: string
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  window?: WindowConfig
  tabBar?: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string; list: TabItem[] }
  darkmode?: boolean
  /** `v2`: the newer look of the built-in components. */
  style?: string
  themeLocation?: string
  usingComponents?: Record<string, string>
}

export interface PageConfig extends WindowConfig {
  component?: boolean
  usingComponents?: Record<string, string>
}

export type Theme = Record<'light' | 'dark', Record<string, string>>

/** The names that a CommonJS module of the client is given. */
export interface ModuleScope {
  require: (id: string) => unknown
  module: { exports: unknown }
  exports: unknown
  wx: object
  App: (definition: object) => void
  Page: (definition: object) => void
  Component: (definition?: object) => unknown
  Behavior: (definition?: object) => unknown
  getApp: () => unknown
  getCurrentPages: () => unknown[]
  global: object
  globalThis: object
  Function: unknown
}

/** All keys are paths inside the package without their ending, `app.json` is `app`. */
export interface WeappPackage {
  app: AppConfig
  theme?: Theme
  configs: Record<string, PageConfig>
  styles: Record<string, string>
  modules: Record<string, () => (...scope: unknown[]) => void>
  /** What the template compiler wrote: path to render function. */
  templates: Record<string, unknown>
}
