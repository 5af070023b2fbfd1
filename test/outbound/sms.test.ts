import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ProviderName } from '../standins/sms/accounts.ts'
import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { code, connect, notice, number, orders, providerNames } from './sms-fixture.ts'

let standin: SmsStandin

beforeAll(async () => {
  standin = await startSms()
})
beforeEach(() => standin.reset())
afterAll(() => standin.stop())

describe.each(providerNames)('over %s', (provider) => {
  it('a code and a notice arrive as they are, each with one request on a connection of its own', async () => {
    await standin.flowControl(false)
    const { texter, events } = connect(standin, [provider])
    expect(await texter.send(code)).toEqual({ is: 'sent' })
    expect(await texter.send(notice)).toEqual({ is: 'sent' })
    expect(await standin.sent(number)).toMatchObject([
      { provider, template: 'code', value: '271828' },
      { provider, template: 'notice', value: '解除了微信绑定' },
    ])
    expect(await standin.lastCode(number)).toBe('271828')
    expect(await standin.calls()).toMatchObject([{ connection: 'close' }, { connection: 'close' }])
    expect(events).toEqual([])
  })

  it('without a template for notices none goes out', async () => {
    const { texter } = connect(standin, [provider], { [`${provider.toUpperCase()}_SMS_NOTICE_TEMPLATE`]: '' })
    expect(await texter.send(notice)).toEqual({ is: 'refused', why: 'down' })
    expect(await standin.calls()).toEqual([])
  })

  it.each([
    ['second in a minute', 1, 60_000, 'ThirtySecond'],
    ['sixth in an hour', 5, 3_600_000, 'OneHour'],
    ['eleventh in a day', 10, 86_400_000, 'Daily'],
  ])('the %s is flow control, and passes when the time is over', async (_, most, within, name) => {
    const reason = { aliyun: 'isv.BUSINESS_LIMIT_CONTROL', tencent: `LimitExceeded.PhoneNumber${name}Limit` }[provider]
    const { texter, events } = connect(standin, [provider])
    for (let at = 0; at < most; at += 1) {
      expect(await texter.send(code)).toEqual({ is: 'sent' })
      await standin.advance((within / most) * 0.45)
    }
    expect(await texter.send(code)).toEqual({ is: 'refused', why: 'limit' })
    expect(events).toEqual([{ provider, is: 'refused', why: 'limit', code: reason }])
    await standin.advance(within)
    expect(await texter.send(code)).toEqual({ is: 'sent' })
  })
})

type Refused = [provider: ProviderName, what: string, changes: Record<string, string>, code: string]

it.each<Refused>([
  ['aliyun', 'another key', { ALIYUN_ACCESS_KEY_SECRET: 'x'.repeat(30) }, 'SignatureDoesNotMatch'],
  ['aliyun', 'an unknown id', { ALIYUN_ACCESS_KEY_ID: 'LTAIunknown00000' }, 'InvalidAccessKeyId.NotFound'],
  ['aliyun', 'another signature', { ALIYUN_SMS_SIGN: '某某大学' }, 'isv.SMS_SIGNATURE_ILLEGAL'],
  ['aliyun', 'another template', { ALIYUN_SMS_CODE_TEMPLATE: 'SMS_9' }, 'isv.SMS_TEMPLATE_ILLEGAL'],
  ['tencent', 'another key', { TENCENT_SECRET_KEY: 'x'.repeat(32) }, 'AuthFailure.SignatureFailure'],
  ['tencent', 'an unknown id', { TENCENT_SECRET_ID: 'AKIDunknown00000' }, 'AuthFailure.SecretIdNotFound'],
  ['tencent', 'another app', { TENCENT_SMS_APP_ID: '1400000009' }, 'UnauthorizedOperation.SmsSdkAppIdVerifyFail'],
  ['tencent', 'another signature', { TENCENT_SMS_SIGN: '某大学' }, 'FailedOperation.SignatureIncorrectOrUnapproved'],
  [
    'tencent',
    'another template',
    { TENCENT_SMS_CODE_TEMPLATE: '999' },
    'FailedOperation.TemplateIncorrectOrUnapproved',
  ],
  ['tencent', 'another region', { TENCENT_SMS_REGION: 'eu-frankfurt' }, 'UnsupportedRegion'],
])('%s refuses %s as down, for the operator to see', async (provider, _, changes, reason) => {
  const { texter, events } = connect(standin, [provider], changes)
  expect(await texter.send(code)).toEqual({ is: 'refused', why: 'down' })
  expect(events).toEqual([{ provider, is: 'refused', why: 'down', code: reason }])
  expect(await standin.sent()).toEqual([])
})

it.each([
  ['aliyun', 16 * 60_000, 'InvalidTimeStamp.Expired'],
  ['aliyun', -16 * 60_000, 'InvalidTimeStamp.Expired'],
  ['tencent', 6 * 60_000, 'AuthFailure.SignatureExpire'],
  ['tencent', -6 * 60_000, 'AuthFailure.SignatureExpire'],
] as const)('%s refuses what was signed by a clock %d ms away', async (provider, ms, reason) => {
  await standin.skew(ms)
  const { texter, events } = connect(standin, [provider])
  expect(await texter.send(code)).toEqual({ is: 'refused', why: 'down' })
  expect(events).toMatchObject([{ code: reason }])
})

const limit = { is: 'refused', why: 'limit' } as const
const target = { is: 'refused', why: 'target' } as const
const down = { is: 'refused', why: 'down' } as const
const unknown = { is: 'unknown' } as const

it.each([
  ['aliyun', 'isv.BUSINESS_LIMIT_CONTROL', limit],
  ['aliyun', 'isv.MOBILE_NUMBER_ILLEGAL', target],
  ['aliyun', 'isv.DAY_LIMIT_CONTROL', down],
  ['aliyun', 'isv.OUT_OF_SERVICE', down],
  ['aliyun', 'isv.AMOUNT_NOT_ENOUGH', down],
  ['aliyun', 'isv.BLACK_KEY_CONTROL_LIMIT', down],
  ['aliyun', 'isp.RAM_PERMISSION_DENY', down],
  ['aliyun', 'constructor', down],
  ['tencent', 'LimitExceeded.PhoneNumberThirtySecondLimit', limit],
  ['tencent', 'LimitExceeded.PhoneNumberOneHourLimit', limit],
  ['tencent', 'LimitExceeded.PhoneNumberDailyLimit', limit],
  ['tencent', 'LimitExceeded.PhoneNumberSameContentDailyLimit', limit],
  ['tencent', 'LimitExceeded.DeliveryFrequencyLimit', limit],
  ['tencent', 'LimitExceeded.AppDailyLimit', down],
  ['tencent', 'InvalidParameterValue.IncorrectPhoneNumber', target],
  ['tencent', 'FailedOperation.PhoneNumberInBlacklist', target],
  ['tencent', 'FailedOperation.InsufficientBalanceInSmsPackage', down],
  ['tencent', 'UnauthorizedOperation.RequestIpNotInWhitelist', down],
  ['tencent', 'InternalError.Timeout', unknown],
] as const)('%s: %s under status 200 is no success, and final', async (provider, reason, delivery) => {
  const order = orders.find(([first]) => first === provider)!
  const { texter, events } = connect(standin, order)
  await standin.fault({ kind: 'code', code: reason, provider })
  expect(await texter.send(code)).toEqual(delivery)
  expect(events).toEqual([{ provider, ...delivery, code: reason }])
  expect(await standin.calls()).toHaveLength(1)
})

it.each(providerNames)('%s refuses a number that is none as the target', async (provider) => {
  const { texter } = connect(standin, [provider])
  expect(await texter.send({ ...code, number: '+8612000138000' })).toEqual(target)
})

it('a notice goes over the provider that has a template for it', async () => {
  const { texter } = connect(standin, ['aliyun', 'tencent'], { ALIYUN_SMS_NOTICE_TEMPLATE: '' })
  expect(await texter.send(notice)).toEqual({ is: 'sent' })
  expect(await standin.sent()).toMatchObject([{ provider: 'tencent', template: 'notice' }])
})
