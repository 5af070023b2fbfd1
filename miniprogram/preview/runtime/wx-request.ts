import { WxFailure } from './wx-call.ts'

export interface RequestOptions {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  dataType?: string
  responseType?: string
  timeout?: number
}

const asQuery = (data: unknown): string =>
  Object.entries((data ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')

/** `server` replaces the origin, path and query stay. */
function addressOf(url: string, server: string | undefined): URL {
  if (!/^https?:\/\//.test(url)) throw new WxFailure(`invalid url "${url}"`, 600_009)
  const wanted = new URL(url)
  return server ? new URL(server.replace(/\/$/, '') + wanted.pathname + wanted.search, location.href) : wanted
}

function bodyOf(data: unknown, type: string): BodyInit | undefined {
  if (data === undefined || data === null) return undefined
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data
  return type.includes('x-www-form-urlencoded') ? asQuery(data) : JSON.stringify(data)
}

/** The client's rules: JSON unless told otherwise, and an object given with GET goes into the address. */
export function readRequest(options: RequestOptions, server?: string): { url: URL; init: RequestInit } {
  const method = (options.method ?? 'GET').toUpperCase()
  const headers = new Headers({ 'content-type': 'application/json', ...options.header })
  const url = addressOf(options.url, server)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  if (!hasBody && typeof options.data === 'object' && options.data)
    url.search = [url.search.slice(1), asQuery(options.data)].filter(Boolean).join('&')
  const body = hasBody ? bodyOf(options.data, headers.get('content-type') ?? '') : undefined
  // No cookies: the client keeps none for wx.request.
  return { url, init: { method, headers, body, credentials: 'omit', cache: 'no-store' } }
}

function parsed(text: string, dataType: string): unknown {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Any HTTP status is an answer; text that is no JSON stays text. */
export async function readAnswer(response: Response, options: RequestOptions): Promise<object> {
  const data =
    options.responseType === 'arraybuffer'
      ? await response.arrayBuffer()
      : parsed(await response.text(), options.dataType ?? 'json')
  return { statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [], data }
}
