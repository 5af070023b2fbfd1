import { createHash, createHmac } from 'node:crypto'
import { tencentAccount } from './accounts.ts'
import { headerOf, SmsRefusal, type SmsRequest } from './requests.ts'
import { signedNow, type World } from './world.ts'

const form =
  /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/
const mostSkewSeconds = 300

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const refuse = (code: string, text: string): never => {
  throw new SmsRefusal(`AuthFailure.${code}`, text)
}
const wrong = () =>
  refuse('SignatureFailure', 'The provided credentials could not be validated. Please check your signature is correct.')

function checkTime(world: World, timestamp: string): void {
  if (!/^\d{10}$/.test(timestamp) || Math.abs(Number(timestamp) - signedNow(world)) > mostSkewSeconds)
    refuse('SignatureExpire', 'The provided credentials are expired.')
}

/** The SDK signs the host's name without its port; the real service has none. */
const headerSigned = (request: SmsRequest, name: string) =>
  name === 'host' ? headerOf(request, name).replace(/:\d+$/, '') : headerOf(request, name).trim()

/**
 * Tencent Cloud, Signature method v3: recomputes the signature and compares. The service in it is the first word of the host: `sms`, and here the first
 * number of the address. @throws SmsRefusal with the real gateway's code.
 */
export function verifyTc3(world: World, request: SmsRequest): void {
  const [, keyId, date, service, names = '', signature] = form.exec(headerOf(request, 'authorization')) ?? []
  if (!signature) refuse('InvalidAuthorization', 'The Authorization header is not in the right format.')
  if (keyId !== tencentAccount.keyId)
    refuse('SecretIdNotFound', 'The SecretId is not found, please ensure that your SecretId is correct.')
  const timestamp = headerOf(request, 'x-tc-timestamp')
  checkTime(world, timestamp)
  const signed = names.split(';')
  if (!signed.includes('host') || !signed.includes('content-type')) wrong()
  if (date !== new Date(Number(timestamp) * 1_000).toISOString().slice(0, 10)) wrong()
  if (service !== headerOf(request, 'host').split('.')[0]) wrong()
  const headers = signed.map((name) => `${name}:${headerSigned(request, name).toLowerCase()}\n`).join('')
  const query = request.query.toString()
  const canonical = [request.method, request.path, query, headers, names, sha256(request.body)].join('\n')
  const text = ['TC3-HMAC-SHA256', timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join('\n')
  const key = [date!, service!, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${tencentAccount.key}`)
  if (hmac(key, text).toString('hex') !== signature) wrong()
}
