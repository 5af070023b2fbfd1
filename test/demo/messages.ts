// What the stand-ins took for delivery, as the outbox shows it.
import { limits } from '../../shared/limits.ts'
import { aliyunAccount } from '../standins/sms/accounts.ts'
import type { Sent as TextMessage } from '../standins/sms/world.ts'
import type { ReceivedMail } from '../standins/smtp/world.ts'
import type { Message } from '../standins/wechat/world.ts'
import type { PhoneName, Sent } from './state.ts'

const minute = 60_000

/** A mail is one part in each language, a paragraph each for what it is about and for its facts, and advice. */
function beginning(part: string): string[] {
  const paragraphs = part.split('\n\n').slice(0, 2)
  return paragraphs.flatMap((paragraph) => paragraph.split('\n'))
}

/** Its plain text alone: what a mail says in HTML is not shown anywhere. */
export function mailSent({
  headers,
  envelope,
  at,
  text,
}: Pick<ReceivedMail, 'headers' | 'envelope' | 'at' | 'text'>): Sent {
  const plain = (text ?? '').replaceAll('\r\n', '\n')
  const [chinese = '', english = chinese] = plain.split('\n\n\n')
  return {
    id: headers['message-id'] ?? '',
    via: 'mail',
    to: envelope.to,
    at,
    subject: headers['subject'] ?? '',
    lines: { 'zh-CN': beginning(chinese), en: beginning(english) },
    code: /^\d{6}$/m.exec(plain)?.[0] ?? null,
    notMe: /https?:\/\/\S+\/not-me#\S+/.exec(plain)?.[0] ?? null,
  }
}

// Only the value is the product's: the words are those of the template that a provider has approved.
const templates: Record<TextMessage['template'], (value: string) => string> = {
  code: (value) => `验证码 ${value}，${limits.sentCodeLife / minute} 分钟内有效。请勿告知他人。`,
  notice: (value) => `邮箱安全提醒：${value}。如非本人操作，请立即修改邮箱密码。`,
}

const masked = (number: string) => number.replace(/^\+86(\d{3})\d{4}/, '$1****')

/** @param index its place among all of the stand-in's. */
export function smsSent({ number, template, value, at }: TextMessage, index: number): Sent {
  const line = `【${aliyunAccount.sign}】${templates[template](value)}`
  return {
    id: `sms-${index}`,
    via: 'sms',
    to: masked(number),
    at,
    subject: null,
    lines: { 'zh-CN': [line], en: [line] },
    code: template === 'code' ? value : null,
    notMe: null,
  }
}

export function wechatSent({ msgid, at, data }: Message, to: PhoneName): Sent {
  const [subject = '', ...lines] = Object.values(data).map(({ value }) => value)
  return { id: msgid, via: 'wechat', to, at, subject, lines: { 'zh-CN': lines, en: lines }, code: null, notMe: null }
}
