import { describe, expect, it } from '@jest/globals'
import { codeMail, noticeMail } from '../../server/core/mails.ts'
import type { Mail } from '../../server/core/outbound.ts'
import { defaultBranding as branding } from '../../shared/branding.ts'
import { mailSent, smsSent } from '../demo/messages.ts'
import { Outbox } from '../demo/outbox.ts'

const to = 'zm1968@163.com'
const received = ({ subject, text }: Mail, at = 0) => ({
  headers: { 'message-id': `<${at}@cqu.edu.cn>`, subject },
  envelope: { from: '', to },
  at,
  // As it comes over the wire.
  text: text.replaceAll('\n', '\r\n'),
})

describe('the outbox of the demo', () => {
  it('shows of a mail its subject, what it begins with in each language, and the code', () => {
    const sent = mailSent(received(codeMail({ to, code: '520648', purpose: 'bind', branding })))
    expect(sent).toMatchObject({
      via: 'mail',
      to,
      subject: '【验证码】用于邮件系统的二次验证',
      code: '520648',
      notMe: null,
    })
    expect(sent.lines).toEqual({
      'zh-CN': ['您正在使用邮件系统的二次验证。', '用途：绑定'],
      en: ['You are using two-step verification of the mail system.', 'For: Bind'],
    })
  })

  it('shows of a notice what happened, when, and the link 不是我', () => {
    const link = 'http://127.0.0.1:8080/not-me#token.mac'
    const what = { 'zh-CN': '绑定了短信。', en: 'SMS was bound.' }
    const at = new Date('2026-03-03T02:16:00Z')
    const sent = mailSent(received(noticeMail({ to, what, at, browser: null, link, branding })))
    expect(sent).toMatchObject({ code: null, notMe: link })
    expect(sent.lines).toEqual({
      'zh-CN': ['绑定了短信。', '时间（北京时间）：2026-03-03 10:16'],
      en: ['SMS was bound.', 'Time (Beijing): 2026-03-03 10:16'],
    })
  })

  it('shows of a text message the whole, with the number masked', () => {
    const text = { provider: 'aliyun', number: '+8613800138000', at: 0 } as const
    const code = smsSent({ ...text, template: 'code', value: '730615' }, 0)
    expect(code).toMatchObject({ to: '138****8000', subject: null, code: '730615' })
    expect(code.lines['zh-CN']).toEqual(['【重庆大学】验证码 730615，5 分钟内有效。请勿告知他人。'])
    const notice = smsSent({ ...text, template: 'notice', value: '二次验证被重置' }, 1)
    expect(notice).toMatchObject({ code: null, lines: { en: [expect.stringContaining('二次验证被重置')] } })
  })

  it('puts the newest first, whatever carried it, and forgets what was cleared away', async () => {
    const mail = codeMail({ to, code: '520648', purpose: 'login', branding })
    const mails = [received(mail, 2), received(mail, 5)]
    const texts = [{ provider: 'aliyun', number: '+8613800138000', template: 'code', value: '730615', at: 3 }]
    const standins = {
      mail: { mails: async () => mails },
      sms: { sent: async () => texts },
      wechat: { messages: async () => [{ msgid: 'w', openid: 'o', at: 4, data: { thing1: { value: '登录提醒' } } }] },
    }
    const outbox = new Outbox(standins as never, { named: async () => 'two' })
    expect((await outbox.read()).map(({ via, at }) => `${via} ${at}`)).toEqual([
      'mail 5',
      'wechat 4',
      'sms 3',
      'mail 2',
    ])
    await outbox.clear()
    expect(await outbox.read()).toEqual([])
    mails.push(received(mail, 6))
    expect((await outbox.read()).map(({ at }) => at)).toEqual([6])
  })
})
