// 不是我 (the page behind the link of a notice) and 换手机 / 手机丢了. Both are there for people who cannot sign in.
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const notMe = {
  page: both('不是我操作', 'It wasn’t me'),
  title: both('不是您本人操作？', 'Wasn’t it you?'),
  lead: both(
    '如果通知中的操作不是您本人所为，请点下面的按钮，阻止对方继续更改。',
    'If what the notice says was not done by you, press the button to stop further changes.',
  ),
  follows: both('点击后：', 'Then:'),
  frozen: both(
    '{hours} 小时内不能绑定、修改或解绑任何验证方式',
    'no method can be bound, changed or unbound for {hours} hours',
  ),
  ended: both(
    '所有网页登录立即退出，全部可信设备取消信任',
    'every browser is signed out and all trusted devices are removed',
  ),
  restored: both('已经更改的验证方式不会自动恢复', 'methods that were changed are not restored'),
  act: both('冻结 {hours} 小时并退出所有登录', 'Freeze for {hours} hours and sign out everywhere'),
  busy: both('正在冻结', 'Freezing'),
  harmless: both(
    '是您本人操作的，关闭本页即可。打开本页不会更改任何设置。',
    'If it was you, just close this page. Opening it changes nothing.',
  ),
  done: both('已冻结', 'Frozen'),
  doneLine: both(
    '{time} 之前不能更改验证方式，所有登录已退出。',
    'No method can be changed before {time}, and every browser is signed out.',
  ),
  next: both('请继续：', 'Now:'),
  password: both('立即修改邮箱密码', 'change your mailbox password at once'),
  check: both('重新登录，检查二次验证设置和登录设备', 'sign in again, check your methods and trusted devices'),
  call: both('无法登录或验证方式已被更改，请联系 {phone}', 'cannot sign in, or a method was changed: call {phone}'),
  expired: both('链接已失效', 'This link is no longer good'),
  expiredLine: both(
    '链接只在通知发出后 {days} 天内有效。仍需帮助，请联系 {phone}。',
    'It is good for {days} days after the notice. Still need help? Call {phone}.',
  ),
  missing: both('请重新打开通知中的链接', 'Open the link in the notice again'),
  missingLine: both(
    '本页只能从通知中的链接打开。需要帮助，请联系 {phone}。',
    'This page only opens from the link in a notice. Need help? Call {phone}.',
  ),
}

export const lostPhone = {
  page: both('换手机或手机丢失', 'New or lost phone'),
  lead: both(
    '换了手机、手机丢失或换了微信时，可以这样登录邮箱。',
    'How to sign in after a new phone, a lost phone or a new WeChat.',
  ),
  changed: {
    title: both('换了新手机', 'New phone'),
    steps: [
      both(
        '微信：在新手机上登录原来的微信即可，无须重新绑定',
        'WeChat: sign in to the same WeChat on the new phone; nothing else is needed',
      ),
      both('短信：号码不变时照常接收验证码', 'SMS: codes arrive as before while the number is the same'),
      both(
        '第三方 OTP：用旧手机上的应用导出到新手机，或换一种方式登录后点【修改】',
        'Third-party OTP: move the entry from the old phone, or sign in another way and press Change',
      ),
    ],
  },
  lost: {
    title: both('手机丢失或不在身边', 'Lost phone, or not at hand'),
    steps: [
      both(
        '登录时点“换一种方式验证”，选择另一种已绑定的方式，例如备用邮箱',
        'At sign-in choose “Use another method”, such as the backup email',
      ),
      both('没有其他方式时，使用恢复码', 'With no other method, use a recovery code'),
      both(
        '登录后，修改或解绑丢失手机上的验证方式，并取消不认识的可信设备',
        'Once signed in, change or unbind the methods of that phone and remove devices you do not know',
      ),
      both('手机丢失的，请同时挂失手机卡并冻结微信', 'For a lost phone also block the SIM card and freeze WeChat'),
    ],
  },
  wechat: {
    title: both('换了微信', 'New WeChat'),
    steps: [
      both(
        '原微信可用：打开二次验证设置，点“微信”旁的【修改】，验证后绑定新的微信',
        'Old WeChat still works: open two-step verification, press Change next to WeChat, verify, then bind the new one',
      ),
      both(
        '原微信不可用：用其他已绑定的方式验证，再点【修改】',
        'Old WeChat is gone: verify with any other bound method, then press Change',
      ),
    ],
  },
  none: both('以上方式都不可用', 'None of these works'),
  call: both(
    '请联系 {phone}。工作人员核实身份后，会给您一个一次性的帮助台验证码，用它登录后即可绑定新的方式。工作人员不会向您索要密码或验证码。',
    'Call {phone}. Once staff know who you are they give you a help-desk code that works once: sign in with it, then bind a new method. They never ask for passwords or codes.',
  ),
  back: both('返回登录', 'Back to sign-in'),
  backToStep: both('返回验证', 'Back to verification'),
}
