import type { WechatStandin } from '../standins/wechat/start.ts'

export interface WireAnswer {
  status: number
  type: string
  text: string
  json: Record<string, unknown>
}

const isJson = (text: string) => /^\s*\{/.test(text)

async function read(response: Response): Promise<WireAnswer> {
  const text = await response.text()
  const json = isJson(text) ? (JSON.parse(text) as Record<string, unknown>) : {}
  return { status: response.status, type: response.headers.get('content-type') ?? '', text, json }
}

/** The stand-in's wire, spoken to directly. */
export function wireOf({ url, appid, secret }: WechatStandin) {
  const get = async (path: string, query: Record<string, string> = {}) =>
    read(await fetch(`${url}${path}?${new URLSearchParams(query)}`))
  const post = async (path: string, body: unknown, query: Record<string, string> = {}) =>
    read(
      await fetch(`${url}${path}?${new URLSearchParams(query)}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    )
  const credentials = { appid, secret }
  return {
    get,
    post,
    exchange: (js_code: string, changed: Record<string, string> = {}) =>
      get('/sns/jscode2session', { ...credentials, js_code, grant_type: 'authorization_code', ...changed }),
    plainToken: (changed: Record<string, string> = {}) =>
      get('/cgi-bin/token', { ...credentials, grant_type: 'client_credential', ...changed }),
    stableToken: (changed: Record<string, unknown> = {}) =>
      post('/cgi-bin/stable_token', { ...credentials, grant_type: 'client_credential', ...changed }),
  }
}

export type Wire = ReturnType<typeof wireOf>

export async function accessToken(wire: Wire): Promise<string> {
  return String((await wire.stableToken()).json.access_token)
}
