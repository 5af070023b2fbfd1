export type TabStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** What the browser keeps for this tab; null when it forbids that. */
export function tabStore(): TabStore | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}
