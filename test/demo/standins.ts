// What stands in for the services outside: WeChat, a mail server, two providers of text messages. Each is a process of its own.
import { defaultBranding } from '../../shared/branding.ts'
import { connectSmsControl, type SmsControl } from '../standins/sms/control.ts'
import { connectSmtpControl, type SmtpControl } from '../standins/smtp/control.ts'
import { connectWechatControl, type WechatControl } from '../standins/wechat/control.ts'
import { defaultApp } from '../standins/wechat/world.ts'
import { startChild, type Keep } from './child.ts'

export interface Standins {
  wechat: WechatControl
  mail: SmtpControl
  sms: SmsControl
  /** The product's settings for all of them. */
  environment: Record<string, string>
}

/** What every stand-in says of itself. */
interface Said {
  controlUrl: string
}

async function start<T extends Said>(name: string, folder: string, keep: Keep, ...args: string[]): Promise<T> {
  const program = ['--import', 'tsx', `test/standins/${folder}/main.ts`]
  const [line] = await keep(startChild(`the stand-in for ${name}`, [...program, ...args], process.env)).says(
    /^\{.*\}$/m,
  )
  return JSON.parse(line) as T
}

/** Links of the portal open the mini-program's confirm page. */
async function startWechat(publicUrl: string, keep: Keep) {
  const page = 'pages/confirm/index'
  const app = { pages: [page], rules: [{ prefix: `${publicUrl}/w/`, page }] }
  return start<Said & { url: string }>('WeChat', 'wechat', keep, '--apps', JSON.stringify([app]))
}

/** Real providers refuse the second message within a minute or so; whoever tries things out asks more often. */
async function startSms(keep: Keep) {
  const said = await start<Said & Pick<Standins, 'environment'>>('text messages', 'sms', keep)
  const control = connectSmsControl(said.controlUrl)
  await control.flowControl(false)
  return { control, environment: said.environment }
}

/** All at once: the slowest says how long it takes. @param domain of the mailboxes; the product's mails come from there. */
export async function startStandins(publicUrl: string, domain: string, keep: Keep): Promise<Standins> {
  const [wechat, mail, sms] = await Promise.all([
    startWechat(publicUrl, keep),
    start<Said & { url: string }>('a mail server', 'smtp', keep),
    startSms(keep),
  ])
  return {
    wechat: connectWechatControl(wechat.controlUrl),
    mail: connectSmtpControl(mail.controlUrl),
    sms: sms.control,
    environment: {
      WECHAT_APPID: defaultApp.appid,
      WECHAT_SECRET: defaultApp.secret,
      WECHAT_BASE_URL: wechat.url,
      SMTP_URL: mail.url,
      MAIL_FROM: `${defaultBranding.product} <noreply@${domain}>`,
      ...sms.environment,
    },
  }
}
