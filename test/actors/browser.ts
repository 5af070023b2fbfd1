import { createClient, type Transport } from '../../shared/client.ts'
import type { ProblemBody } from '../../shared/errors.ts'

export interface Answer {
  status: number
  body: unknown
  headers: Headers
}

/** A browser without a screen: a cookie jar, same-origin headers, and the typed client of the contract. */
export function createBrowser(
  url: string,
  origin: string,
  { headers = {} }: { headers?: Record<string, string> } = {},
) {
  let jar = new Map<string, string>()
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (pair.slice(at + 1) === '') jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }
  /** One request as a page of ours sends it; `lose` throws the answer away, cookies and all. */
  const send = async (method: string, path: string, body?: unknown, lose = false): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        origin,
        'sec-fetch-site': 'same-origin',
        'user-agent':
          'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!lose) keep(answer)
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers }
  }
  const transport: Transport = ({ method, path, body }) => send(method, path, method === 'GET' ? undefined : body)
  return {
    send,
    call: createClient(transport),
    cookies: () => new Map(jar),
    setCookies: (cookies: Map<string, string>) => {
      jar = new Map(cookies)
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>

export const problemOf = (answer: Answer) => answer.body as ProblemBody
