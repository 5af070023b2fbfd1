// Somebody's browser at webmail: a jar, and no screen.
import { createJar } from '../actors/cookie-jar.ts'

/** @param url webmail's, with a slash at its end. @param kept cookies that it comes with. */
export function openBrowser(url: string, kept: readonly string[] = []) {
  const jar = createJar()
  jar.keep(kept)
  /** Follows nothing. */
  const go = async (query: string, init: RequestInit = {}) => {
    const headers = { cookie: jar.header(), ...init.headers }
    const answer = await fetch(new URL(query, url), { ...init, redirect: 'manual', headers })
    jar.keep(answer.headers.getSetCookie())
    const text = await answer.text()
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      problem: /\((webmail\.\w+)\)/.exec(text)?.[1],
      text,
    }
  }
  return {
    go,
    post: (query: string, form: Record<string, string>) =>
      go(query, { method: 'POST', body: new URLSearchParams(form) }),
  }
}

export type WebmailBrowser = ReturnType<typeof openBrowser>
