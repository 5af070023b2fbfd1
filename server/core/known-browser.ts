import { isSame, type Keys } from './keys.ts'

// A browser that signed in to an account carries a keyed mark of it, so "known" needs no row and no lookup (spec R5, R16).
const marksKept = 5
const separator = '~'

export interface BrowserCookie {
  id: string
  marks: string[]
}

export function readBrowserCookie(text: string | undefined): BrowserCookie | null {
  const [id = '', ...marks] = (text ?? '').split(separator)
  return /^[A-Za-z0-9_-]{22}$/.test(id) ? { id, marks: marks.slice(0, marksKept) } : null
}

export const newBrowserCookie = (keys: Keys): BrowserCookie => ({
  id: keys.random(16).toString('base64url'),
  marks: [],
})

export const writeBrowserCookie = ({ id, marks }: BrowserCookie) => [id, ...marks].join(separator)

const owner = (cookie: BrowserCookie, accountId: string) => `${cookie.id}|${accountId}`

export function isKnownBrowser(keys: Keys, cookie: BrowserCookie | null, accountId: string): boolean {
  if (!cookie) return false
  const expected = keys.macs('known-browser', owner(cookie, accountId), '')
  return cookie.marks.some((mark) => expected.some((candidate) => isSame(mark, candidate)))
}

/** The cookie after a sign-in to this account, the newest mark first. */
export function rememberAccount(keys: Keys, cookie: BrowserCookie, accountId: string): BrowserCookie {
  const mark = keys.mac('known-browser', owner(cookie, accountId), '')
  return { id: cookie.id, marks: [mark, ...cookie.marks.filter((old) => old !== mark)].slice(0, marksKept) }
}
