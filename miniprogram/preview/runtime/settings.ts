export interface EnterOptions {
  /** Page path with or without a leading slash and a query; none: the first page. */
  path?: string
  /** Values as the client hands them to a page, that is still percent-encoded once. */
  query?: Record<string, string>
  /** Where the user came from; 1001 when absent. */
  scene?: number
}

export interface ScanAnswer {
  /** The text of the code. */
  result: string
  /** Of a mini-program code: the page that it opens, with its query. */
  path?: string
  query?: Record<string, string>
  scene?: number
}

/** What the page around the phone may decide: `window.__phone`, `__phone` of the iframe element, or the page's URL. */
export interface PhoneSettings {
  name: string
  login: () => Promise<{ code: string }>
  /** Rejects when the user turns back. */
  scan: () => Promise<ScanAnswer>
  /** Is told what the user agreed to get. */
  subscribe?: (templateIds: string[]) => Promise<unknown>
  /** Instead of the browser's `fetch`. */
  request?: typeof fetch
  /** Origin, or path on this origin, that stands in for the origin of every request. */
  server?: string
  platform?: 'ios' | 'android' | 'ohos' | 'windows' | 'mac'
  offline?: boolean
  language?: string
  fontSizeScaleFactor?: number
  /** Namespace in localStorage. */
  storageKey?: string
  launch?: EnterOptions
}
