import { z } from 'zod'

const isOrigin = (text: string) => new URL(text).href === `${new URL(text).origin}/`
const origin = z
  .url({ protocol: /^https?$/ })
  .refine(isOrigin, 'must be an origin, without user, path or query')
  .transform((text) => new URL(text).origin)
const template = (example: string) => z.string().regex(/^\w{3,32}$/, `must be the id of a template, such as ${example}`)
const sign = z.string().regex(/^[^【】\s]{2,20}$/u, 'must be the signature, without 【】')
const key = z.string().regex(/^\w{16,64}$/, 'must be 16–64 letters and digits')
const amount = z.coerce.number().positive().finite()

/** What texting reads from the environment. */
export const smsFields = {
  SMS_PROVIDERS: z.enum(['aliyun', 'tencent', 'aliyun,tencent', 'tencent,aliyun']).optional(),
  SMS_FEN_EACH: amount.default(5),
  SMS_BUDGET_YUAN: amount.default(200),
  ALIYUN_ACCESS_KEY_ID: key.optional(),
  ALIYUN_ACCESS_KEY_SECRET: key.optional(),
  ALIYUN_SMS_SIGN: sign.optional(),
  ALIYUN_SMS_CODE_TEMPLATE: template('SMS_123456789').optional(),
  ALIYUN_SMS_NOTICE_TEMPLATE: template('SMS_123456789').optional(),
  ALIYUN_SMS_BASE_URL: origin.default('https://dysmsapi.aliyuncs.com'),
  TENCENT_SECRET_ID: key.optional(),
  TENCENT_SECRET_KEY: key.optional(),
  TENCENT_SMS_APP_ID: z
    .string()
    .regex(/^\d{6,20}$/, 'must be the SdkAppId, digits only')
    .optional(),
  TENCENT_SMS_SIGN: sign.optional(),
  TENCENT_SMS_CODE_TEMPLATE: template('1234567').optional(),
  TENCENT_SMS_NOTICE_TEMPLATE: template('1234567').optional(),
  TENCENT_SMS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z0-9]+)+$/, 'must be a region, such as ap-guangzhou')
    .default('ap-guangzhou'),
  TENCENT_SMS_BASE_URL: origin.default('https://sms.tencentcloudapi.com'),
  DEBUG: z.string().optional(),
}
type Environment = z.output<z.ZodObject<typeof smsFields>>
type Name = 'aliyun' | 'tencent'

const needed = {
  aliyun: ['ALIYUN_ACCESS_KEY_ID', 'ALIYUN_ACCESS_KEY_SECRET', 'ALIYUN_SMS_SIGN', 'ALIYUN_SMS_CODE_TEMPLATE'],
  tencent: [
    'TENCENT_SECRET_ID',
    'TENCENT_SECRET_KEY',
    'TENCENT_SMS_APP_ID',
    'TENCENT_SMS_SIGN',
    'TENCENT_SMS_CODE_TEMPLATE',
  ],
} as const satisfies Record<Name, readonly (keyof Environment)[]>
type Needed = Required<Environment>

const accounts = {
  aliyun: (e: Needed) => ({
    name: 'aliyun' as const,
    baseUrl: e.ALIYUN_SMS_BASE_URL,
    accessKeyId: e.ALIYUN_ACCESS_KEY_ID,
    accessKeySecret: e.ALIYUN_ACCESS_KEY_SECRET,
    sign: e.ALIYUN_SMS_SIGN,
    codeTemplate: e.ALIYUN_SMS_CODE_TEMPLATE,
    noticeTemplate: e.ALIYUN_SMS_NOTICE_TEMPLATE ?? null,
  }),
  tencent: (e: Needed) => ({
    name: 'tencent' as const,
    baseUrl: e.TENCENT_SMS_BASE_URL,
    secretId: e.TENCENT_SECRET_ID,
    secretKey: e.TENCENT_SECRET_KEY,
    appId: e.TENCENT_SMS_APP_ID,
    region: e.TENCENT_SMS_REGION,
    sign: e.TENCENT_SMS_SIGN,
    codeTemplate: e.TENCENT_SMS_CODE_TEMPLATE,
    noticeTemplate: e.TENCENT_SMS_NOTICE_TEMPLATE ?? null,
  }),
}

export interface SmsConfig {
  /** The preferred one first. */
  accounts: ReturnType<(typeof accounts)[Name]>[]
  /** What one message costs. */
  fenEach: number
  /** What a day may cost. */
  budgetFen: number
}

/** @param given what is set at all. @returns null when nothing is to be sent. */
export function readSms(e: Partial<Environment>, given: object, faults: string[]): SmsConfig | null {
  if (e.SMS_PROVIDERS === undefined) return null
  const names = e.SMS_PROVIDERS.split(',') as Name[]
  for (const name of names.flatMap((name): readonly string[] => needed[name]))
    if (!(name in given)) faults.push(`${name} is not set`)
  if (names.includes('aliyun') && printsRequests(e.DEBUG ?? ''))
    faults.push('DEBUG: httpx prints numbers and codes; add ,-httpx:*')
  const { SMS_FEN_EACH: fenEach = 0, SMS_BUDGET_YUAN: yuan = 0 } = e
  return { accounts: names.map((name) => accounts[name](e as Needed)), fenEach, budgetFen: yuan * 100 }
}

/** Aliyun's SDK sends through httpx, whose debug lines hold what was sent. https://www.npmjs.com/package/debug, wildcards. */
function printsRequests(debug: string): boolean {
  const patterns = debug.split(/[\s,]+/).filter(Boolean)
  const asPattern = (text: string) =>
    new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
  const on = patterns.filter((text) => !text.startsWith('-')).map(asPattern)
  const off = patterns.filter((text) => text.startsWith('-')).map((text) => asPattern(text.slice(1)))
  const isIn = (list: readonly RegExp[], name: string) => list.some((pattern) => pattern.test(name))
  return ['httpx:header', 'httpx:body'].some((name) => isIn(on, name) && !isIn(off, name))
}

/** R14, outside this machine: a number and a code go to nobody else. */
export function smsHostFaults(e: Partial<Environment>): string[] {
  const hosts = { ALIYUN_SMS_BASE_URL: '.aliyuncs.com', TENCENT_SMS_BASE_URL: '.tencentcloudapi.com' } as const
  return (Object.keys(hosts) as (keyof typeof hosts)[]).flatMap((name) => {
    const text = e[name]
    if (text === undefined) return []
    const { protocol, hostname } = new URL(text)
    return [
      ...(protocol === 'https:' ? [] : [`${name} must be https`]),
      ...(hostname.endsWith(hosts[name]) ? [] : [`${name} must be a host of ${hosts[name].slice(1)}`]),
    ]
  })
}
