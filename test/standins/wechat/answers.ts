import { randomBytes } from 'node:crypto'

/** WeChat's texts, as its error tables print them. */
const texts: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40164: 'invalid ip, not in whitelist',
  40169: 'invalid length for scene, or the data is not json string',
  40226: 'code blocked',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43101: 'user refuse to accept the msg',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit mustslower retry next minute',
  47001: 'data format error',
  47003: 'argument invalid!',
}

export interface Answer {
  status: number
  type: string
  headers?: Record<string, string>
  body: Buffer
  errcode?: number
}

/** Thrown by a route: WeChat's refusal, with WeChat's text unless another is given. */
export class WireError extends Error {
  constructor(
    readonly errcode: number,
    readonly errmsg = texts[errcode] ?? 'unknown error',
  ) {
    super(`${errcode} ${errmsg}`)
  }
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex')
const jsonType = 'application/json; encoding=utf-8'

/** Raw text, because a 19-digit msgid must leave as a number. */
export const jsonText = (text: string, type = jsonType): Answer => ({ status: 200, type, body: Buffer.from(text) })
export const json = (value: object, type?: string) => jsonText(JSON.stringify(value), type)

/** Errors are status 200 too. sns endpoints put a comma before the request id, the others do not. */
export function refusal(error: WireError, path: string): Answer {
  const rid = `rid: ${hex(4)}-${hex(4)}-${hex(4)}`
  const errmsg = `${error.errmsg}${path.startsWith('/sns/') ? ', ' : ' '}${rid}`
  return { ...json({ errcode: error.errcode, errmsg }), errcode: error.errcode }
}
