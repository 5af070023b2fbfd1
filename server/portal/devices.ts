/** A phone cannot scan its own screen: there the code comes first. */
export const isPhone = (): boolean =>
  window.matchMedia('(max-width: 760px)').matches || /Mobi|Android|iPhone|HarmonyOS/i.test(window.navigator.userAgent)
