import { createHash, createHmac } from 'node:crypto'
import { aliyunAccount } from './accounts.ts'
import { headerOf, SmsRefusal, type SmsRequest } from './requests.ts'
import { signedNow, type World } from './world.ts'

const algorithm = 'ACS3-HMAC-SHA256'
const form = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/
const mostSkewSeconds = 15 * 60

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const refuse = (code: string, text: string, status = 400): never => {
  throw new SmsRefusal(code, text, status)
}

/** RFC 3986: what encodeURIComponent leaves and Aliyun does not. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

const canonicalQuery = (query: URLSearchParams) =>
  [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&')

function checkTime(world: World, text: string): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text))
    refuse('InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.')
  if (Math.abs(Date.parse(text) / 1_000 - signedNow(world)) > mostSkewSeconds)
    refuse('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.')
}

/** Whatever Aliyun reads from the headers has to be signed. */
function checkSigned(request: SmsRequest, signed: readonly string[]): void {
  const read = Object.keys(request.headers).filter((name) => /^(x-acs-.*|host|content-type)$/.test(name))
  const needed = [
    'host',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ]
  if ([...read, ...needed].some((name) => !signed.includes(name)))
    refuse('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
}

/**
 * Alibaba Cloud, Request syntax and signature method V3: recomputes the signature and compares. @throws SmsRefusal with the real gateway's code.
 */
export function verifyAcs3(world: World, request: SmsRequest): void {
  const [, keyId, names = '', signature] = form.exec(headerOf(request, 'authorization')) ?? []
  if (!signature) refuse('IncompleteSignature', 'The request signature does not conform to Aliyun standards.')
  if (keyId !== aliyunAccount.keyId) refuse('InvalidAccessKeyId.NotFound', 'Specified access key is not found.', 404)
  checkTime(world, headerOf(request, 'x-acs-date'))
  const signed = names.split(';')
  checkSigned(request, signed)
  const hash = sha256(request.body)
  const headers = signed.map((name) => `${name}:${headerOf(request, name).trim()}\n`).join('')
  const canonical = [request.method, request.path, canonicalQuery(request.query), headers, names, hash].join('\n')
  const ours = createHmac('sha256', aliyunAccount.key)
    .update(`${algorithm}\n${sha256(canonical)}`)
    .digest('hex')
  if (headerOf(request, 'x-acs-content-sha256') !== hash || ours !== signature)
    refuse('SignatureDoesNotMatch', 'Specified signature does not match our calculation.')
  const nonce = headerOf(request, 'x-acs-signature-nonce')
  if (world.nonces.has(nonce)) refuse('SignatureNonceUsed', 'Specified signature nonce was used already.')
  world.nonces.add(nonce)
}
