// What the phone's confirm page says, from the question to the two digits. {method} is the factor that is changed, {place} a place.
import type { FactorKind } from '../factors.ts'
import type { Language } from './problems.ts'

type Sentence = Record<Language, string>
const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

/** What a phone can be asked. -old, -new: the WeChat that is replaced, the one that comes. -other: a method that is not this WeChat. */
export type Asked =
  'login' | 'prove' | 'bind' | 'unbind' | 'unbind-other' | 'rebind-old' | 'rebind-new' | 'rebind-other'

/** As they stand inside a sentence. */
export const methods: Record<FactorKind, Sentence> = {
  email: both('备用邮箱', 'backup email'),
  wechat: both('微信', 'WeChat'),
  sms: both('短信', 'SMS number'),
  totp: both('第三方 OTP', 'third-party OTP'),
  recovery: both('恢复码', 'set of recovery codes'),
  helpdesk: both('帮助台验证码', 'help-desk code'),
}

const approve = both('确认', 'Confirm')
const unbind = {
  page: both('解绑确认', 'Confirm unbind'),
  kind: both('解绑', 'Unbind'),
  ask: both('要解绑{method}吗？', 'Unbind {method}?'),
  approve: both('确认解绑', 'Unbind'),
}
const rebind = { page: both('换绑确认', 'Confirm change'), kind: both('换绑', 'Change') }

/** `kind` is also what a screen reader hears first. */
export const questions: Record<Asked, Record<'page' | 'kind' | 'ask' | 'approve', Sentence>> = {
  login: {
    page: both('登录确认', 'Confirm sign-in'),
    kind: both('登录', 'Sign-in'),
    ask: both('是您在登录邮箱吗？', 'Are you signing in?'),
    approve,
  },
  prove: {
    page: both('验证身份', 'Verify'),
    kind: both('验证身份', 'Verify'),
    ask: both('是您在修改安全设置吗？', 'Are you changing your security settings?'),
    approve,
  },
  bind: {
    page: both('绑定确认', 'Confirm bind'),
    kind: both('绑定', 'Bind'),
    ask: both('要绑定这个微信吗？', 'Bind this WeChat?'),
    approve,
  },
  unbind,
  'unbind-other': unbind,
  'rebind-old': { ...rebind, ask: both('要把这个微信换掉吗？', 'Replace this WeChat?'), approve },
  'rebind-new': { ...rebind, ask: both('要换绑到这个微信吗？', 'Move to this WeChat?'), approve },
  'rebind-other': {
    page: both('修改确认', 'Confirm change'),
    kind: both('修改', 'Change'),
    ask: both('要修改{method}吗？', 'Change {method}?'),
    approve,
  },
}

/** Under the facts: what follows. With a title it stands in a box with the mark of danger. */
export const notes: Record<Asked, { title?: Sentence; line: Sentence } | null> = {
  login: null,
  prove: { line: both('不是您本人操作，请点【拒绝】。', 'Not you? Refuse.') },
  bind: {
    line: both(
      '绑定后，此微信可确认该邮箱的登录。\n二维码不是您自己打开的，请点【拒绝】。',
      'It can then confirm sign-ins to this mailbox. If you did not open the QR code yourself, refuse.',
    ),
  },
  unbind: {
    title: both('解绑后，此微信不再保护该邮箱', 'It will no longer protect this mailbox'),
    line: both('这里也不再显示它的验证码。', 'Its code leaves this list.'),
  },
  'unbind-other': {
    title: both('解绑后，{method}不再保护该邮箱', 'Your {method} will no longer protect this mailbox'),
    line: both('登录时不能再用它验证。', 'You can no longer verify with it.'),
  },
  'rebind-old': {
    line: both(
      '验证后，可换绑到新的微信。\n不是您本人操作，请点【拒绝】。',
      'A new WeChat can then be bound. Not you? Refuse.',
    ),
  },
  'rebind-new': {
    line: both(
      '换绑后，由此微信确认该邮箱的登录。\n二维码不是您自己打开的，请点【拒绝】。',
      'It then confirms sign-ins to this mailbox. If you did not open the QR code yourself, refuse.',
    ),
  },
  'rebind-other': {
    line: both(
      '验证后，可绑定新的{method}。\n不是您本人操作，请点【拒绝】。',
      'A new {method} can then be bound. Not you? Refuse.',
    ),
  },
}

/** Something speaks against the scan (spec R16). `kind` names what is strange, `ask` is for a strange place. */
export const doubts = {
  login: {
    kind: {
      place: both('陌生地点登录', 'Sign-in from a new place'),
      browser: both('陌生浏览器登录', 'Sign-in from a new browser'),
      picture: both('图片二维码登录', 'Sign-in by a picture'),
    },
    ask: both('是您在{place}登录吗？', 'Are you signing in from {place}?'),
  },
  prove: {
    kind: {
      place: both('陌生地点验证', 'Check from a new place'),
      browser: both('陌生浏览器验证', 'Check from a new browser'),
      picture: both('图片二维码验证', 'Check by a picture'),
    },
    ask: both('是您在{place}修改安全设置吗？', 'Are you changing security settings from {place}?'),
  },
}

export const doubtful = {
  first: both('首次出现', 'First time'),
  usual: both('您常在 {city} 登录', 'Usually {city}'),
  note: both(
    '如果不是您本人，您的邮箱密码可能已泄露。\n请点【拒绝】，并立即修改密码。',
    'If not, your password may be known. Refuse and change it.',
  ),
}

export const trust = {
  title: both('信任此设备', 'Trust this device'),
  line: both('{n} 天内在此浏览器登录免验证', 'Skip the second step in that browser for {n} days'),
}

export const confirm = {
  page: both('{product}', 'Confirm'),
  loading: both('正在读取', 'Reading'),
  choose: both('请在 {n} 秒内选择', '{n} s to choose'),
  secondsLeft: both('还剩 {n} 秒', '{n} s left'),
  refuse: both('拒绝', 'Refuse'),
  soon: both('{label}（{n}）', '{label} ({n})'),
  notMe: both('不是我操作', "It wasn't me"),
  last: both('这是最后一种验证方式，二次验证将关闭。', 'This is your last method: two-step verification will be off.'),
  asking: both('正在核对', 'Checking'),
  busy: {
    approve: both('正在确认', 'Confirming'),
    deny: both('正在拒绝', 'Refusing'),
    report: both('正在报告', 'Reporting'),
  },
  unsent: {
    approve: both('网络不可用，尚未确认', 'Offline, not confirmed yet'),
    deny: both('网络不可用，尚未拒绝', 'Offline, not refused yet'),
    report: both('网络不可用，尚未报告', 'Offline, not reported yet'),
  },
}

export const digits = {
  title: both('还差一步', 'One more step'),
  line: both('请在电脑上输入这两位数字', 'Type these two digits on the computer'),
  left: both('请在 {n} 秒内输入', '{n} s left'),
  secret: both('不要把这两位数字告诉任何人', 'Tell them to nobody'),
  spoken: both('两位数字 {number}', 'Two digits {number}'),
  approved: both('已确认', 'Confirmed'),
  back: both('请回到电脑继续', 'Go back to the computer'),
}

const change = { whom: both('邮箱', 'Mailbox'), cancel: both('取消', 'Cancel') }

/** Before the address, and on the button that takes the approval back. `page`: instead of the question's title. */
export const digitsOf: Record<Asked, { page?: Sentence; whom: Sentence; cancel: Sentence }> = {
  login: { whom: both('登录', 'Signing in to'), cancel: both('取消登录', 'Cancel sign-in') },
  prove: { whom: both('验证', 'Verifying for'), cancel: both('取消验证', 'Cancel') },
  bind: {
    page: both('绑定微信', 'Bind WeChat'),
    whom: both('绑定到', 'Binding to'),
    cancel: both('取消绑定', 'Cancel binding'),
  },
  unbind: change,
  'unbind-other': change,
  'rebind-old': change,
  'rebind-new': {
    page: both('换绑微信', 'Change WeChat'),
    whom: both('换绑到', 'Moving to'),
    cancel: both('取消换绑', 'Cancel the change'),
  },
  'rebind-other': change,
}

export const refusedNote = {
  title: both('若不是您本人操作', "If it wasn't you"),
  line: both(
    '对方已知道您的邮箱密码。请尽快在电脑上修改邮箱密码，并检查【登录设备】。',
    'Somebody knows your password. Change it on a computer soon and check trusted devices.',
  ),
}
