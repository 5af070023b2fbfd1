import { createClient, type Transport } from '../../shared/client.ts'
import type { ProblemBody } from '../../shared/errors.ts'
import { noteBody, noteCookies } from '../after/ledger.ts'
import { createJar } from './cookie-jar.ts'

export interface Answer {
  status: number
  body: unknown
  headers: Headers
}

export interface BrowserOptions {
  /** Sent with every request; an empty text leaves one of the usual headers out. */
  headers?: Record<string, string>
}

const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36'

/** A browser without a screen: a cookie jar, same-origin headers, and the typed client of the contract. */
export function createBrowser(url: string, origin: string, { headers = {} }: BrowserOptions = {}) {
  const jar = createJar()
  let server = url
  const usual = { origin, 'sec-fetch-site': 'same-origin', 'user-agent': userAgent, ...headers }
  /** One request as a page of ours sends it; `lose` throws the answer away, cookies and all. */
  const send = async (method: string, path: string, body?: unknown, lose = false): Promise<Answer> => {
    const type = body !== undefined && { 'content-type': 'application/json' }
    const all = Object.entries({ cookie: jar.header(), ...type, ...usual }).filter(([, value]) => value !== '')
    const answer = await fetch(`${server}${path}`, { method, headers: all, body: JSON.stringify(body) })
    const cookies = answer.headers.getSetCookie()
    if (!lose) jar.keep(cookies)
    const text = await answer.text()
    const answered: unknown = text === '' ? undefined : JSON.parse(text)
    noteCookies(cookies)
    noteBody([body, answered])
    return { status: answer.status, body: answered, headers: answer.headers }
  }
  const transport: Transport = ({ method, path, body }) => send(method, path, method === 'GET' ? undefined : body)
  return {
    headers,
    send,
    call: createClient(transport),
    cookies: jar.read,
    setCookies: jar.replace,
    /** From now on the same browser is served by another process. */
    moveTo: (other: string) => {
      server = other
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>

export const problemOf = (answer: Answer) => answer.body as ProblemBody
