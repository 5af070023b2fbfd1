import { createRequire } from 'node:module'
import type * as Sdk from '@alicloud/dysmsapi20170525'
import type * as Core from '@alicloud/openapi-core'
import type { Delivery } from '../../core/outbound.ts'
import { limits } from '../../../shared/limits.ts'
import { refused, sent, templateOf, type AliyunAccount, type Provider } from './provider.ts'

const load = createRequire(import.meta.url)

/** https://help.aliyun.com/document_detail/101346.html. Limits of the whole account (DAY_LIMIT_CONTROL) are the operator's affair: `down`. */
const verdicts: ReadonlyMap<string, Delivery> = new Map([
  ['OK', sent],
  ['isv.BUSINESS_LIMIT_CONTROL', refused('limit')],
  ['isv.MOBILE_NUMBER_ILLEGAL', refused('target')],
])

/** A refusal below HTTP 200 comes as an error with the status in it; one of the network has none. */
const codeOf = (error: unknown) => {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown }
  return typeof statusCode === 'number' && typeof code === 'string' ? code : undefined
}

/** Without retry options the SDK asks once. A template's variable is named like the template: `${code}`, `${notice}`. */
export function createAliyun(account: AliyunAccount): Provider {
  // Hundreds of files, 40 MB of memory: for who uses it. `import` gives this module's default a different shape in every runtime.
  const { default: Client, SendSmsRequest } = load('@alicloud/dysmsapi20170525') as typeof Sdk
  const { $OpenApiUtil } = load('@alicloud/openapi-core') as typeof Core
  const { host, protocol } = new URL(account.baseUrl)
  const { accessKeyId, accessKeySecret, sign: signName } = account
  const [readTimeout, connectTimeout] = [limits.smsTimeout, limits.smsTimeout]
  // A socket kept for the next message is mostly dead by then, and what is written into a dying one has an unknown fate.
  const globalParameters = new $OpenApiUtil.GlobalParameters({ headers: { connection: 'close' } })
  const options = { accessKeyId, accessKeySecret, endpoint: host, protocol: protocol.slice(0, -1) }
  const client = new Client(new $OpenApiUtil.Config({ ...options, globalParameters, readTimeout, connectTimeout }))
  return {
    name: 'aliyun',
    verdicts,
    has: (template) => templateOf(account, template) !== null,
    async request({ template, number, value }) {
      const templateCode = templateOf(account, template)
      const templateParam = JSON.stringify({ [template]: value })
      const phoneNumbers = number.replace(/^\+86/, '')
      const request = new SendSmsRequest({ phoneNumbers, signName, templateCode, templateParam })
      try {
        return (await client.sendSms(request)).body?.code
      } catch (error) {
        const code = codeOf(error)
        if (code === undefined) throw error
        return code
      }
    },
  }
}
