export interface RawRequest {
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
}

export interface RawAnswer {
  status: number
  headers: Headers
  text: string
  /** The problem's code, if the answer is a problem. */
  code: string | undefined
}

/** A request exactly as it is given: no cookie jar, no headers of our own. */
export async function rawRequest(url: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers,
    body: body as BodyInit | undefined,
    redirect: 'manual',
  })
  const text = await answer.text()
  const isProblem = text !== '' && answer.headers.get('content-type')?.startsWith('application/problem+json')
  return { status: answer.status, headers: answer.headers, text, code: isProblem ? JSON.parse(text).code : undefined }
}
