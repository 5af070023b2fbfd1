// What a browser's address bar does, for tests without a screen.
import type { Browser } from './browser.ts'
import { createJar } from './cookie-jar.ts'

/** Where a navigation ended: a page of ours, or an address of somebody else. */
export interface Landed {
  url: URL
  status: number
  text: string
}

/** The browser's own, and those that belong to one path. */
function cookiesOf(browser: Browser) {
  const byPath = new Map<string, ReturnType<typeof createJar>>()
  return {
    keep(path: string, line: string) {
      const at = /; ?path=([^;]+)/i.exec(line)?.[1] ?? path
      if (at === '/') return browser.setCookies(joined(browser.cookies(), line))
      const jar = byPath.get(at) ?? createJar()
      jar.keep([line])
      byPath.set(at, jar)
    },
    cookiesFor: (path: string) =>
      [
        ...[...browser.cookies()].map(([name, value]) => `${name}=${value}`),
        ...[...byPath].filter(([at]) => path === at).map(([, jar]) => jar.header()),
      ]
        .filter(Boolean)
        .join('; '),
  }
}

/**
 * Follows redirects as the address bar does, with the cookies that belong to each path, up to a page or another host.
 * @param served where `url` is found, when that is not its address.
 */
export function navigator(url: string, browser: Browser, served = () => url) {
  const own = new URL(url).origin
  const { keep, cookiesFor } = cookiesOf(browser)
  const ask = async (at: URL) => {
    const answer = await fetch(`${served()}${at.pathname}${at.search}`, {
      redirect: 'manual',
      headers: {
        cookie: cookiesFor(at.pathname),
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        ...browser.headers,
      },
    })
    for (const line of answer.headers.getSetCookie()) keep(at.pathname, line)
    const next = answer.headers.get('location')
    return { answer, next: next === null ? null : new URL(next, at) }
  }
  const go = async (to: string): Promise<Landed> => {
    const at = new URL(to, own)
    if (at.origin !== own) return { url: at, status: 0, text: '' }
    const { answer, next } = await ask(at)
    return next ? go(next.href) : { url: at, status: answer.status, text: await answer.text() }
  }
  return {
    go,
    /** One redirect, not followed. @returns where it leads; null for a page. */
    step: async (to: string) => (await ask(new URL(to, own))).next,
    /** What would be sent to this path. */
    cookies: cookiesFor,
  }
}

function joined(cookies: Map<string, string>, line: string): Map<string, string> {
  const jar = createJar()
  jar.replace(cookies)
  jar.keep([line])
  return jar.read()
}
