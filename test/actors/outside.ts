import { startSms, type SmsStandin } from '../standins/sms/start.ts'
import { startSmtp, type SmtpStandin } from '../standins/smtp/start.ts'
import type { LinkRule } from '../standins/wechat/link-rules.ts'
import { startWechatStandin, type WechatStandin } from '../standins/wechat/start.ts'

/** The services that the product calls. */
export interface Outside {
  wechat: WechatStandin
  smtp: SmtpStandin
  sms: SmsStandin
}

/** @returns with what the product is told of them. Text messages leave where `SMS_PROVIDERS` is set too: the SDKs take their time to load. */
export async function startOutside(rules: readonly LinkRule[] = []) {
  const [wechat, smtp, sms] = await Promise.all([startWechatStandin({ rules }), startSmtp(), startSms()])
  const outside: Outside = { wechat, smtp, sms }
  const { SMS_PROVIDERS: _, ...texts } = sms.environment()
  return {
    outside,
    env: {
      WECHAT_APPID: wechat.appid,
      WECHAT_SECRET: wechat.secret,
      WECHAT_BASE_URL: wechat.url,
      SMTP_URL: smtp.url,
      MAIL_FROM: '邮箱安全助手 <noreply@cqu.edu.cn>',
      ...texts,
    },
    stop: async () => void (await Promise.all([wechat.stop(), smtp.stop(), sms.stop()])),
  }
}
