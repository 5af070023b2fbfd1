import * as http from 'node:http'
import * as https from 'node:https'
import { createRequire } from 'node:module'
import type * as Sdk from 'tencentcloud-sdk-nodejs-sms'
import type { Delivery } from '../../core/outbound.ts'
import { limits } from '../../../shared/limits.ts'
import { refused, sent, templateOf, unknown, type Provider, type TencentAccount } from './provider.ts'

const load = createRequire(import.meta.url)

const limit = refused('limit')
const target = refused('target')

/**
 * https://cloud.tencent.com/document/product/382/59177. Limits of the whole app (AppDailyLimit) are the operator's affair: `down`. The two internal
 * errors are time-outs behind Tencent's own door.
 */
const verdicts: ReadonlyMap<string, Delivery> = new Map([
  ['Ok', sent],
  ['LimitExceeded.PhoneNumberThirtySecondLimit', limit],
  ['LimitExceeded.PhoneNumberOneHourLimit', limit],
  ['LimitExceeded.PhoneNumberDailyLimit', limit],
  ['LimitExceeded.PhoneNumberSameContentDailyLimit', limit],
  ['LimitExceeded.DeliveryFrequencyLimit', limit],
  ['InvalidParameterValue.IncorrectPhoneNumber', target],
  ['FailedOperation.PhoneNumberInBlacklist', target],
  ['InternalError.Timeout', unknown],
  ['InternalError.SendAndRecvFail', unknown],
])

/** `Response.Error` comes as an error with a request id beside the code; one of the network has no such field. */
const codeOf = (error: unknown) => {
  const { requestId, code } = error as { requestId?: unknown; code?: unknown }
  return typeof requestId === 'string' && typeof code === 'string' ? code : undefined
}

/** The SDK asks once. With an agent of our own it leaves a proxy in the environment alone. A template's one variable is nameless. */
export function createTencent(account: TencentAccount): Provider {
  // 100 ms of start: for who uses it.
  const { sms } = load('tencentcloud-sdk-nodejs-sms') as typeof Sdk
  const { host: endpoint, protocol } = new URL(account.baseUrl)
  const { secretId, secretKey, region } = account
  const agent = protocol === 'https:' ? new https.Agent() : new http.Agent()
  const httpProfile = { endpoint, protocol: `${protocol}//`, reqTimeout: limits.smsTimeout / 1_000, agent }
  const client = new sms.v20210111.Client({ credential: { secretId, secretKey }, region, profile: { httpProfile } })
  return {
    name: 'tencent',
    verdicts,
    has: (template) => templateOf(account, template) !== null,
    async request({ template, number, value }) {
      try {
        const { SendStatusSet } = await client.SendSms({
          PhoneNumberSet: [number],
          SmsSdkAppId: account.appId,
          SignName: account.sign,
          TemplateId: templateOf(account, template) ?? '',
          TemplateParamSet: [value],
        })
        return SendStatusSet?.[0]?.Code
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined) throw error
        return code
      }
    },
  }
}
