import { close, listen } from '../control-listener.ts'
import { aliyunAccount, tencentAccount, type ProviderName } from './accounts.ts'
import { createSmsControl } from './control-api.ts'
import { connectSmsControl, type SmsControl } from './control.ts'
import { createSmsWire } from './wire.ts'
import { createWorld } from './world.ts'

export interface SmsStandin extends SmsControl {
  /** What the product calls instead of https://dysmsapi.aliyuncs.com. */
  aliyunUrl: string
  /** And instead of https://sms.tencentcloudapi.com. */
  tencentUrl: string
  controlUrl: string
  /** The product's settings for these providers, the preferred one first. */
  environment(...providers: ProviderName[]): Record<string, string>
  stop(): Promise<void>
}

/** What the product has to be told to use these two. */
const environmentOf = (urls: { aliyunUrl: string; tencentUrl: string }, providers: readonly string[]) => ({
  SMS_PROVIDERS: providers.join(),
  ALIYUN_ACCESS_KEY_ID: aliyunAccount.keyId,
  ALIYUN_ACCESS_KEY_SECRET: aliyunAccount.key,
  ALIYUN_SMS_SIGN: aliyunAccount.sign,
  ALIYUN_SMS_CODE_TEMPLATE: aliyunAccount.codeTemplate,
  ALIYUN_SMS_NOTICE_TEMPLATE: aliyunAccount.noticeTemplate,
  ALIYUN_SMS_BASE_URL: urls.aliyunUrl,
  TENCENT_SECRET_ID: tencentAccount.keyId,
  TENCENT_SECRET_KEY: tencentAccount.key,
  TENCENT_SMS_APP_ID: tencentAccount.appId,
  TENCENT_SMS_SIGN: tencentAccount.sign,
  TENCENT_SMS_CODE_TEMPLATE: tencentAccount.codeTemplate,
  TENCENT_SMS_NOTICE_TEMPLATE: tencentAccount.noticeTemplate,
  TENCENT_SMS_BASE_URL: urls.tencentUrl,
})

/** Stand-ins for both providers' servers on loopback, and a control listener. @param controlPort a free one when absent. */
export async function startSms(controlPort = 0): Promise<SmsStandin> {
  const world = createWorld()
  const servers = [createSmsWire(world, 'aliyun'), createSmsWire(world, 'tencent'), createSmsControl(world)] as const
  const [aliyunUrl, tencentUrl, controlUrl] = await Promise.all([
    listen(servers[0], 0),
    listen(servers[1], 0),
    listen(servers[2], controlPort),
  ])
  return {
    aliyunUrl,
    tencentUrl,
    controlUrl,
    environment: (...providers) => environmentOf({ aliyunUrl, tencentUrl }, providers),
    ...connectSmsControl(controlUrl),
    stop: async () => void (await Promise.all(servers.map(close))),
  }
}
