import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import type * as Aliyun from '@alicloud/dysmsapi20170525'
import type * as Core from '@alicloud/openapi-core'
import type * as Tencent from 'tencentcloud-sdk-nodejs-sms'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { aliyunAccount, tencentAccount, type ProviderName } from '../standins/sms/accounts.ts'
import { verifyAcs3 } from '../standins/sms/acs3.ts'
import { readSmsRequest, SmsRefusal, type SmsRequest } from '../standins/sms/requests.ts'
import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { verifyTc3 } from '../standins/sms/tc3.ts'
import { createWorld } from '../standins/sms/world.ts'
import { code, connect, notice, providerNames } from './sms-fixture.ts'

const load = createRequire(import.meta.url)
let standin: SmsStandin

beforeAll(async () => {
  standin = await startSms()
})
beforeEach(() => standin.reset())
afterAll(() => standin.stop())

/** One request as the SDK signs it. */
async function capture(provider: ProviderName): Promise<SmsRequest> {
  let request: SmsRequest | undefined
  const server = createServer(async (incoming, response) => {
    request = await readSmsRequest(incoming)
    response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { texter } = connect(standin, [provider], { ALIYUN_SMS_BASE_URL: url, TENCENT_SMS_BASE_URL: url })
  await texter.send(code)
  server.close()
  return request!
}

function refusalOf(verify: () => void): string | undefined {
  try {
    verify()
    return undefined
  } catch (error) {
    if (error instanceof SmsRefusal) return error.code
    throw error
  }
}

const withHeader = (request: SmsRequest, name: string, value: string): SmsRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})
const withQuery = (request: SmsRequest, name: string, value: string): SmsRequest => {
  const query = new URLSearchParams(request.query)
  query.set(name, value)
  return { ...request, query }
}
const authorizationWith = (request: SmsRequest, from: RegExp, to: string) =>
  withHeader(request, 'authorization', request.headers.authorization!.replace(from, to))

type Change = [what: string, change: (request: SmsRequest) => SmsRequest, code: string]

describe('ACS3-HMAC-SHA256', () => {
  it.each<Change>([
    ['another number', (one) => withQuery(one, 'PhoneNumbers', '13800138001'), 'SignatureDoesNotMatch'],
    ['one parameter more', (one) => withQuery(one, 'OutId', '1'), 'SignatureDoesNotMatch'],
    ['a body', (one) => ({ ...one, body: 'a' }), 'SignatureDoesNotMatch'],
    ['another path', (one) => ({ ...one, path: '/a' }), 'SignatureDoesNotMatch'],
    ['another method', (one) => ({ ...one, method: 'GET' }), 'SignatureDoesNotMatch'],
    ['another action', (one) => withHeader(one, 'x-acs-action', 'QuerySendDetails'), 'SignatureDoesNotMatch'],
    ['another host', (one) => withHeader(one, 'host', 'dysmsapi.aliyuncs.com'), 'SignatureDoesNotMatch'],
    ['a header that is not signed', (one) => withHeader(one, 'x-acs-extra', '1'), 'IncompleteSignature'],
    ['no signature', (one) => withHeader(one, 'authorization', ''), 'IncompleteSignature'],
    ['another id', (one) => authorizationWith(one, /LTAI\w+/, 'LTAIother'), 'InvalidAccessKeyId.NotFound'],
    ['a time of another form', (one) => withHeader(one, 'x-acs-date', '2026-11-25'), 'InvalidTimeStamp.Format'],
    ['another time', (one) => withHeader(one, 'x-acs-date', '2020-01-01T00:00:00Z'), 'InvalidTimeStamp.Expired'],
  ])('a request of the SDK with %s is refused', async (_, change, reason) => {
    const request = await capture('aliyun')
    const world = createWorld()
    expect(refusalOf(() => verifyAcs3(world, change(request)))).toBe(reason)
    expect(refusalOf(() => verifyAcs3(world, request))).toBeUndefined()
    expect(refusalOf(() => verifyAcs3(world, request))).toBe('SignatureNonceUsed')
  })
})

describe('TC3-HMAC-SHA256', () => {
  const nextSecond = (one: SmsRequest) =>
    withHeader(one, 'x-tc-timestamp', String(Number(one.headers['x-tc-timestamp']) + 1))

  it.each<Change>([
    ['another body', (one) => ({ ...one, body: one.body.replace('138', '139') }), 'AuthFailure.SignatureFailure'],
    ['a query', (one) => withQuery(one, 'a', '1'), 'AuthFailure.SignatureFailure'],
    ['another host', (one) => withHeader(one, 'host', '127.0.0.2'), 'AuthFailure.SignatureFailure'],
    ['another time', nextSecond, 'AuthFailure.SignatureFailure'],
    ['another day', (one) => authorizationWith(one, /\d{4}-\d\d-\d\d/, '2026-01-01'), 'AuthFailure.SignatureFailure'],
    ['another service', (one) => authorizationWith(one, /\/127\//, '/cvm/'), 'AuthFailure.SignatureFailure'],
    ['the host not signed', (one) => authorizationWith(one, /;host/, ''), 'AuthFailure.SignatureFailure'],
    ['an old time', (one) => withHeader(one, 'x-tc-timestamp', '1577836800'), 'AuthFailure.SignatureExpire'],
    ['no signature', (one) => withHeader(one, 'authorization', ''), 'AuthFailure.InvalidAuthorization'],
    ['another id', (one) => authorizationWith(one, /AKID\w+/, 'AKIDother'), 'AuthFailure.SecretIdNotFound'],
  ])('a request of the SDK with %s is refused', async (_, change, reason) => {
    const request = await capture('tencent')
    expect(refusalOf(() => verifyTc3(createWorld(), change(request)))).toBe(reason)
    expect(refusalOf(() => verifyTc3(createWorld(), request))).toBeUndefined()
  })
})

const codes = ['isv.TEMPLATE_PARAMS_ILLEGAL', 'InvalidParameterValue.TemplateParameterFormatError']
const lengths = ['isv.PARAM_LENGTH_LIMIT', 'InvalidParameterValue.TemplateParameterLengthLimit']
const links = ['isv.TEMPLATE_PARAMS_ILLEGAL', 'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter']

it.each([
  ['a code of three digits', { ...code, value: '123' }, codes],
  ['a code of seven digits', { ...code, value: '1234567' }, codes],
  ['a code of letters', { ...code, value: 'abcdef' }, codes],
  ['a notice of 13 characters', { ...notice, value: '一二三四五六七八九十一二三' }, lengths],
  ['a notice with a link', { ...notice, value: 'www.a.cn' }, links],
])('%s is refused by both', async (_, message, reasons) => {
  for (const provider of providerNames) {
    const { texter, events } = connect(standin, [provider])
    expect(await texter.send(message)).toEqual({ is: 'refused', why: 'down' })
    expect(reasons).toContain(events[0]?.code)
  }
  expect(await standin.sent()).toEqual([])
})

it('what is no SendSms is not found', async () => {
  const { default: Client, QuerySendDetailsRequest } = load('@alicloud/dysmsapi20170525') as typeof Aliyun
  const { $OpenApiUtil } = load('@alicloud/openapi-core') as typeof Core
  const { sms } = load('tencentcloud-sdk-nodejs-sms') as typeof Tencent
  const { keyId: accessKeyId, key: accessKeySecret } = aliyunAccount
  const [aliyunHost, endpoint] = [new URL(standin.aliyunUrl).host, new URL(standin.tencentUrl).host]
  const config = new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, endpoint: aliyunHost, protocol: 'http' })
  const query = new QuerySendDetailsRequest({
    phoneNumber: '13800138000',
    sendDate: '20261125',
    pageSize: 1,
    currentPage: 1,
  })
  await expect(new Client(config).querySendDetails(query)).rejects.toMatchObject({ code: 'InvalidAction.NotFound' })
  const credential = { secretId: tencentAccount.keyId, secretKey: tencentAccount.key }
  const profile = { httpProfile: { endpoint, protocol: 'http://' } }
  const tencent = new sms.v20210111.Client({ credential, region: 'ap-guangzhou', profile })
  const pull = tencent.PullSmsSendStatus({ Limit: 1, SmsSdkAppId: tencentAccount.appId })
  await expect(pull).rejects.toMatchObject({ code: 'InvalidAction' })
})
