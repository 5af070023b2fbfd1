// 二次验证设置: the page itself. Its dialogs are in portal-changes.
import type { FactorKind } from '../factors.ts'
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const settings = {
  group: both('安全设置', 'Security settings'),
  factors: both('二次验证设置', 'Two-step verification'),
  factorsShort: both('二次验证', 'Two-step'),
  lead: both(
    '登录邮件系统时，在账号密码之后再验证一次。可任选一种已绑定的方式。',
    'After your password, verify once more with any bound method.',
  ),
  on: both('二次验证已启用', 'Two-step verification is on'),
  onLine: both('邮件客户端须使用客户端专用密码登录，邮箱密码不再适用。', 'Mail clients need an app password.'),
  off: both('二次验证未启用', 'Off'),
  offLine: both(
    '绑定任意一种方式即启用。启用后，邮件客户端登录必须使用客户端专用密码。',
    'Bind any method to turn it on. Mail clients will then need an app password.',
  ),
  frozen: both('验证方式的更改已冻结', 'Changes are frozen'),
  frozenLine: both(
    '您在通知中报告过“不是我”：{time} 之前不能绑定、修改或解绑验证方式，也不能生成专用密码。请立即修改邮箱密码；需要提前恢复，请联系 {phone}。',
    'You reported “not me” in a notice: no method can be bound, changed or unbound, and no app password generated, before {time}. Change your mailbox password now; call {phone} to lift this sooner.',
  ),
  enrol: both('请绑定一种验证方式', 'Bind a method'),
  enrolLine: both(
    '管理员要求您的邮箱启用二次验证。任选下面一种方式绑定，完成后即可继续使用邮箱。',
    'An administrator wants two-step verification on for your mailbox. Bind any method below, then go on to your mailbox.',
  ),
  password: both('请先修改邮箱密码', 'Change your mailbox password first'),
  passwordLine: both(
    '管理员要求您的邮箱启用二次验证。现在的密码可能已被他人知道：请修改后用新密码重新登录，再绑定验证方式。',
    'An administrator wants two-step verification on for your mailbox. Others may know the present password: change it, sign in with the new one, then bind a method.',
  ),
  passwordCall: both(
    '管理员要求您的邮箱启用二次验证。现在的密码可能已被他人知道：请联系 {phone} 或 {mail} 修改，用新密码重新登录，再绑定验证方式。',
    'An administrator wants two-step verification on for your mailbox. Others may know the present password: call {phone} or write to {mail} to change it, sign in with the new one, then bind a method.',
  ),
  again: both('重新登录', 'Sign in again'),
  methods: both('验证方式', 'Methods'),
  isDefault: both('默认方式', 'Default'),
  unbound: both('未绑定', 'Not bound'),
  notAvailable: both('未开放', 'Not available'),
  boundOn: both('{date} 绑定', 'Bound on {date}'),
  bind: both('绑定', 'Bind'),
  rebind: both('修改', 'Change'),
  unbind: both('解绑', 'Unbind'),
  boundToast: both('已绑定{method}，可信设备已全部取消信任', '{method} bound. Trusted devices were removed'),
  reboundToast: both('已修改{method}，可信设备已全部取消信任', '{method} changed. Trusted devices were removed'),
  unboundToast: both('已解绑{method}，可信设备已全部取消信任', '{method} unbound. Trusted devices were removed'),
}

/** What a factor works with, told while it is not bound. */
export const unboundMore: Partial<Record<FactorKind, Sentence>> = {
  totp: both('。支持 Microsoft Authenticator、微信“数盾 OTP”等应用', '. Works with Microsoft Authenticator and others'),
}

/** How each one works, for somebody who has to choose the first. */
export const unboundHow: Partial<Record<FactorKind, Sentence>> = {
  email: both('。验证码发到您的另一个邮箱', '. A code is mailed to another mailbox of yours'),
  wechat: both('。用微信扫码确认，或输入小程序中的验证码', '. Scan and confirm in WeChat, or type the code it shows'),
  sms: both('。验证码发到您的手机', '. A code is sent to your phone'),
  totp: both('。验证码由手机上的应用生成，无须网络', '. An app on your phone makes the codes, also offline'),
}

const oneBound = both('已绑定', 'Bound')

/** Stands for a binding that has no address or number to mask. */
export const unmasked: Record<FactorKind, Sentence> = {
  email: oneBound,
  wechat: both('已绑定 1 个微信', '1 WeChat bound'),
  sms: oneBound,
  totp: both('已绑定 1 个 OTP 应用', '1 OTP app bound'),
  recovery: oneBound,
  helpdesk: oneBound,
}

export const recovery = {
  title: both('恢复码', 'Recovery codes'),
  left: both('剩余 {n} 个，共 {of} 个', '{n} of {of} left'),
  none: both('未生成', 'None made'),
  line: both('手机不在身边时使用，每个只能用一次。', 'For when your phone is away; each works once.'),
  madeOn: both('{date} 生成', 'Made on {date}'),
  make: both('生成', 'Generate'),
  remake: both('重新生成', 'Regenerate'),
  askTitle: both('重新生成恢复码？', 'Regenerate recovery codes?'),
  ask: both(
    '重新生成后，原来的恢复码全部失效，请用新的替换已保存的。',
    'All earlier codes stop working. Replace the ones you saved.',
  ),
  making: both('正在生成', 'Generating'),
  madeTitle: both('恢复码已生成', 'Recovery codes generated'),
  madeLine: both(
    '登录时点“使用恢复码”，输入其中一个。每个只能用一次。',
    'At sign-in press “Use a recovery code” and enter one. Each works once.',
  ),
  save: both('请立即保存。', 'Save them now.'),
  once: both('关闭页面后无法再次查看。', 'Shown once only.'),
  copy: both('复制', 'Copy'),
  copied: both('已复制', 'Copied'),
  copyFailed: both('请手动复制', 'Copy by hand'),
  download: both('下载', 'Download'),
  file: both('恢复码.txt', 'recovery-codes.txt'),
  saved: both('我已保存，完成', 'Saved, done'),
}
