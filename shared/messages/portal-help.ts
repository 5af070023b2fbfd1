// The help page of the portal. {phone}, {host} and {product} come from the branding.
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const help = {
  page: both('帮助', 'Help'),
  contact: both('联系我们', 'Contact us'),
  phone: both('电话', 'Phone'),
  mail: both('邮箱', 'Email'),
  questions: both('常见问题', 'Questions'),
  host: both(
    '登录二维码只出现在 {host}，不会出现在邮件或聊天里。',
    'Sign-in QR codes appear only on {host}, never in mail or chats.',
  ),
}

export const questions: { ask: Sentence; answer: Sentence }[] = [
  {
    ask: both('扫码后提示“未绑定”怎么办', '“Not bound” after a scan'),
    answer: both(
      '请换用绑定过该邮箱的微信扫码。第一次使用，请先在电脑上登录邮箱，打开二次验证设置，点“微信”旁的【绑定】。',
      'Scan with the WeChat that is bound to the mailbox. New here? Sign in on a computer, open two-step verification and press Bind next to WeChat.',
    ),
  },
  {
    ask: both('二维码扫不出来，怎样用验证码登录', 'QR code will not scan'),
    answer: both(
      '点二维码下方的“验证码”，在微信中搜索“{product}”小程序，输入其中的六位验证码。',
      'Press “Code” below the QR code, search {product} in WeChat and enter its six digits.',
    ),
  },
  {
    ask: both('换手机或换微信后怎样换绑', 'New phone or WeChat'),
    answer: both(
      '换手机后，在新手机上登录同一个微信即可，无须重新绑定。换微信，请打开二次验证设置，点“微信”旁的【修改】，用原微信或其他已绑定的方式验证后，绑定新的微信。',
      'With a new phone, sign in to the same WeChat there; nothing else is needed. For another WeChat, open two-step verification, press Change next to WeChat, verify with the old one or any other bound method, then bind the new one.',
    ),
  },
  {
    ask: both('收到不认识的登录请求怎么办', 'A request I do not know'),
    answer: both(
      '请在手机上点【拒绝】，不要确认。对方已知道您的邮箱密码，请立即修改邮箱密码。',
      'Refuse it on the phone. Somebody knows your mailbox password: change it now.',
    ),
  },
  {
    ask: both('邮件客户端提示密码错误', 'Mail client says wrong password'),
    answer: both(
      '启用二次验证后，邮件客户端须使用客户端专用密码登录，邮箱密码不再适用。如有疑问，请联系 {phone}。',
      'With two-step verification on, mail clients need an app password instead of the mailbox password. Questions? Call {phone}.',
    ),
  },
]
