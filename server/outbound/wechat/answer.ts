import { Outage, Refusal } from './errors.ts'

export type Answer = Record<string, unknown>

// The text is valid JSON already, so every string ends and the pattern is linear.
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const keepExact = (token: string) =>
  /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token

/** JSON.parse that keeps integers beyond 2^53 (msgid) as text instead of rounding them. @throws SyntaxError */
export function parseExact(text: string): unknown {
  const value: unknown = JSON.parse(text)
  return /\d{16}/.test(text) ? JSON.parse(text.replace(stringOrNumber, keepExact)) : value
}

function errcodeOf(value: unknown): number {
  if (value === undefined) return 0
  if (typeof value === 'string' && /^-?\d{1,9}$/.test(value)) return Number(value)
  return Number.isSafeInteger(value) ? (value as number) : Number.NaN
}

const requestId = (errmsg: unknown) =>
  typeof errmsg === 'string' ? /\b(?:rid|req_id): ?([\w-]{1,64})/.exec(errmsg)?.[1] : undefined

/**
 * Reads WeChat's JSON whatever its content type says. A missing errcode is success; some endpoints send none.
 * @throws Refusal when WeChat names an error, Outage when the body is not an answer of WeChat's.
 */
export function readAnswer(api: string, bytes: Buffer): Answer {
  let value: unknown
  try {
    value = parseExact(new TextDecoder().decode(bytes))
  } catch {
    throw new Outage(api, 'the answer is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Outage(api, 'the answer is no object')
  const answer = value as Answer
  const errcode = errcodeOf(answer.errcode)
  if (Number.isNaN(errcode)) throw new Outage(api, 'the errcode is no number')
  if (errcode !== 0) throw new Refusal(api, errcode, requestId(answer.errmsg))
  return answer
}
