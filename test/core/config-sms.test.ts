import { randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { readConfig } from '../../server/config/config.ts'
import { faultsOf } from './config-faults.ts'

type Env = Record<string, string | undefined>

const WECHAT = { WECHAT_APPID: 'wx0123456789abcdef', WECHAT_SECRET: '0123456789abcdef0123456789abcdef' }
const trial: Env = { PUBLIC_URL: 'http://localhost:8080', ...WECHAT }
const production: Env = {
  PUBLIC_URL: 'https://mail.cqu.edu.cn',
  MONGODB_URI: 'mongodb://db.cqu.edu.cn/mail?replicaSet=rs0',
  KEYS: `k1:${randomBytes(32).toString('base64')}`,
  ...WECHAT,
}
const aliyun = {
  ALIYUN_ACCESS_KEY_ID: 'LTAI5tExampleExample0000',
  ALIYUN_ACCESS_KEY_SECRET: 'hush0hush0hush0hush0hush0hush0',
  ALIYUN_SMS_SIGN: '重庆大学',
  ALIYUN_SMS_CODE_TEMPLATE: 'SMS_123456789',
}
const tencent = {
  TENCENT_SECRET_ID: 'AKIDexample0example0example0example0',
  TENCENT_SECRET_KEY: 'hush0hush0hush0hush0hush0hush0hu',
  TENCENT_SMS_APP_ID: '1400006666',
  TENCENT_SMS_SIGN: '重庆大学',
  TENCENT_SMS_CODE_TEMPLATE: '1234567',
}
const both = { SMS_PROVIDERS: 'aliyun,tencent', ...aliyun, ...tencent }

describe('text messages', () => {
  it.each<[string, Env]>([
    ['nothing set', {}],
    ['an empty list', { SMS_PROVIDERS: '' }],
    ['keys without a provider', { ...aliyun }],
  ])('with %s there are none', (_, env) => {
    expect(readConfig({ ...trial, ...env }).sms).toBeNull()
  })

  it('two providers, in the order that is given', () => {
    const { sms } = readConfig({
      ...production,
      ...both,
      SMS_PROVIDERS: 'tencent,aliyun',
      TENCENT_SMS_NOTICE_TEMPLATE: '1234568',
    })
    expect(sms).toEqual({
      accounts: [
        {
          name: 'tencent',
          baseUrl: 'https://sms.tencentcloudapi.com',
          secretId: tencent.TENCENT_SECRET_ID,
          secretKey: tencent.TENCENT_SECRET_KEY,
          appId: '1400006666',
          region: 'ap-guangzhou',
          sign: '重庆大学',
          codeTemplate: '1234567',
          noticeTemplate: '1234568',
        },
        {
          name: 'aliyun',
          baseUrl: 'https://dysmsapi.aliyuncs.com',
          accessKeyId: aliyun.ALIYUN_ACCESS_KEY_ID,
          accessKeySecret: aliyun.ALIYUN_ACCESS_KEY_SECRET,
          sign: '重庆大学',
          codeTemplate: 'SMS_123456789',
          noticeTemplate: null,
        },
      ],
      fenEach: 5,
      budgetFen: 20_000,
    })
  })

  it('one provider needs nothing of the other', () => {
    expect(readConfig({ ...trial, ...tencent, SMS_PROVIDERS: 'tencent' }).sms?.accounts).toHaveLength(1)
    expect(readConfig({ ...trial, ...aliyun, SMS_PROVIDERS: 'aliyun' }).sms?.accounts).toHaveLength(1)
  })

  it('price and budget may have fractions', () => {
    const { sms } = readConfig({ ...trial, ...both, SMS_FEN_EACH: '4.5', SMS_BUDGET_YUAN: '0.5' })
    expect(sms).toMatchObject({ fenEach: 4.5, budgetFen: 50 })
  })

  it('what a chosen provider needs is missed line by line, and nothing else', () => {
    expect(faultsOf({ ...trial, SMS_PROVIDERS: 'aliyun' })).toEqual(
      Object.keys(aliyun).map((name) => `${name} is not set`),
    )
    expect(faultsOf({ ...trial, SMS_PROVIDERS: 'tencent' })).toEqual(
      Object.keys(tencent).map((name) => `${name} is not set`),
    )
  })

  it.each<[string, Env, RegExp]>([
    ['an unknown provider', { SMS_PROVIDERS: 'twilio' }, /^SMS_PROVIDERS: /],
    ['the same provider twice', { SMS_PROVIDERS: 'aliyun,aliyun' }, /^SMS_PROVIDERS: /],
    ['a key that is none', { ALIYUN_ACCESS_KEY_SECRET: 'hush hush' }, /^ALIYUN_ACCESS_KEY_SECRET: must be 16/],
    [
      'a signature in brackets',
      { ALIYUN_SMS_SIGN: '【重庆大学】' },
      /^ALIYUN_SMS_SIGN: must be the signature, without/,
    ],
    ['a template that is a text', { TENCENT_SMS_CODE_TEMPLATE: '您的验证码' }, /^TENCENT_SMS_CODE_TEMPLATE: /],
    ['an app that is no number', { TENCENT_SMS_APP_ID: 'wx0123' }, /^TENCENT_SMS_APP_ID: /],
    ['a region that is none', { TENCENT_SMS_REGION: 'Guangzhou' }, /^TENCENT_SMS_REGION: /],
    ['a price of nothing', { SMS_FEN_EACH: '0' }, /^SMS_FEN_EACH: /],
    ['a budget of nothing', { SMS_BUDGET_YUAN: '-1' }, /^SMS_BUDGET_YUAN: /],
    [
      'an address with a path',
      { ALIYUN_SMS_BASE_URL: 'https://dysmsapi.aliyuncs.com/a' },
      /^ALIYUN_SMS_BASE_URL: must be an origin/,
    ],
    [
      'an address with a user',
      { TENCENT_SMS_BASE_URL: 'https://sms.tencentcloudapi.com@evil.cn' },
      /^TENCENT_SMS_BASE_URL: must be an origin/,
    ],
  ])('%s is one fault, and no secret is repeated', (_, change, line) => {
    const faults = faultsOf({ ...trial, ...both, ...change })
    expect(faults).toEqual([expect.stringMatching(line)])
    expect(faults.join()).not.toMatch(/hush/)
  })
})

describe('R14: number and code go to nobody else', () => {
  it.each<[string, string]>([
    ['ALIYUN_SMS_BASE_URL', 'http://dysmsapi.aliyuncs.com'],
    ['ALIYUN_SMS_BASE_URL', 'https://127.0.0.1:9'],
    ['ALIYUN_SMS_BASE_URL', 'https://evilaliyuncs.com'],
    ['ALIYUN_SMS_BASE_URL', 'https://dysmsapi.aliyuncs.com.evil.cn'],
    ['ALIYUN_SMS_BASE_URL', 'https://sms.tencentcloudapi.com'],
    ['TENCENT_SMS_BASE_URL', 'http://sms.tencentcloudapi.com'],
    ['TENCENT_SMS_BASE_URL', 'https://eviltencentcloudapi.com'],
    ['TENCENT_SMS_BASE_URL', 'https://sms.tencentcloudapi.com.evil.cn'],
  ])('%s may not be %s in production', (name, url) => {
    expect(faultsOf({ ...production, ...both, [name]: url })).toEqual([
      expect.stringMatching(new RegExp(`^${name} must be`)),
    ])
  })

  it('on this machine they may be anywhere', () => {
    const urls = { ALIYUN_SMS_BASE_URL: 'http://127.0.0.1:1', TENCENT_SMS_BASE_URL: 'http://127.0.0.1:2/' }
    expect(readConfig({ ...trial, ...both, ...urls }).sms?.accounts.map(({ baseUrl }) => baseUrl)).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:2',
    ])
  })

  it.each(['*', 'httpx:*', 'httpx:header', 'koa,httpx:body', '-koa *', 'h*', '*:body'])(
    'DEBUG=%s would print them',
    (DEBUG) => {
      expect(faultsOf({ ...trial, ...both, DEBUG })).toEqual([expect.stringMatching(/^DEBUG: /)])
    },
  )

  it.each(['koa', 'koa*', '*,-httpx:*', '-httpx:* *', 'httpx', 'http', '*,-h*'])('DEBUG=%s would not', (DEBUG) => {
    expect(faultsOf({ ...trial, ...both, DEBUG })).toEqual([])
  })

  it('DEBUG is free where Aliyun is not used', () => {
    expect(faultsOf({ ...trial, ...tencent, SMS_PROVIDERS: 'tencent', DEBUG: '*' })).toEqual([])
  })
})
