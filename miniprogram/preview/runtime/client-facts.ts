// Numbers of the WeChat client that this preview keeps. Times in milliseconds, sizes in bytes.
export const clientFacts = {
  requestTimeout: 60_000,
  /** A request still open this long after the mini-program went to the background is cut. */
  backgroundRequest: 5_000,
  storagePerKey: 1024 * 1024,
  storageInAll: 10 * 1024 * 1024,
  encryptedPerKey: 0.7 * 1024 * 1024,
  encryptedInAll: 7.1 * 1024 * 1024,
  toastShown: 1_500,
  pagesAtOnce: 10,
  reachBottom: 50,
  rootFont: 16,
  statusBar: 44,
  navBar: 44,
  /** Of a phone without a home button. */
  safeBottom: 34,
} as const
