// What the browser pages say: frame, sign-in, second step, welcome. Chinese is the master text. {…} is filled in by the page.
import type { FactorKind } from '../factors.ts'
import type { Language } from './problems.ts'

export type Sentence = Record<Language, string>
const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const factorNames: Record<FactorKind, Sentence> = {
  email: both('备用邮箱', 'Backup email'),
  wechat: both('微信', 'WeChat'),
  sms: both('短信', 'SMS'),
  totp: both('第三方 OTP', 'Third-party OTP'),
  recovery: both('恢复码', 'Recovery code'),
  helpdesk: both('帮助台验证码', 'Help-desk code'),
}

export const frame = {
  skip: both('跳到正文', 'Skip to content'),
  help: both('帮助', 'Help'),
  otherLanguage: both('English', '中文'),
  signOut: both('退出登录', 'Sign out'),
  phone: both('电话 {phone}', 'Phone {phone}'),
  mail: both('邮箱 {mail}', 'Email {mail}'),
  wait: both('请稍候', 'One moment'),
  broken: both('系统出错，请稍后重试', 'Something failed, try later'),
  retry: both('重试', 'Retry'),
  close: both('关闭', 'Close'),
  ok: both('确定', 'OK'),
  cancel: both('取消', 'Cancel'),
  done: both('完成', 'Done'),
  checking: both('正在验证', 'Checking'),
  nav: both('设置', 'Settings'),
  secondsLeft: both('还剩 {n} 秒', '{n} seconds left'),
  requestId: both('请求编号 {id}', 'Request {id}'),
}

export const signIn = {
  page: both('登录', 'Sign in'),
  title: both('登录邮箱', 'Sign in to your mailbox'),
  lead: both('使用邮箱地址和邮箱密码登录', 'Use your address and mailbox password'),
  address: both('邮箱地址', 'Email address'),
  password: both('邮箱密码', 'Mailbox password'),
  show: both('显示密码', 'Show password'),
  hide: both('隐藏密码', 'Hide password'),
  submit: both('登录', 'Sign in'),
  busy: both('正在登录', 'Signing in'),
  noAddress: both('请输入邮箱地址', 'Enter your email address'),
  noPassword: both('请输入邮箱密码', 'Enter your mailbox password'),
  host: both('登录前请核对地址栏是否为 {host}。', 'Check that the address bar shows {host}.'),
  staff: both('工作人员不会向您索要密码或验证码。', 'Staff never ask for passwords or codes.'),
}

export const secondStep = {
  page: both('二次验证', 'Two-step verification'),
  passed: both('账号密码验证通过', 'Password accepted'),
  otherAccount: both('换账号', 'Use another account'),
  others: both('换一种方式验证', 'Use another method'),
  thisPhone: both('就用这部手机登录？', 'Signing in on this phone?'),
  useCode: both('请点下方的“验证码”。', 'Use “Code” below.'),
  replaced: both('已在另一个页面开始新的验证', 'A newer verification was started in another tab'),
  takeOver: both('在此页面继续', 'Continue here'),
  none: both('没有可用的验证方式', 'No method is left'),
  lost: both('手机丢了 / 换手机？', 'Lost or changed your phone?'),
}

/** Excuses this browser from the second step for {days} days. */
export const trust = {
  label: both('同设备登录免二次验证', 'Skip this step on this device'),
  hint: both(
    '{days} 天内在此浏览器有效。公用电脑请勿勾选。',
    'Valid for {days} days in this browser. Leave off on shared computers.',
  ),
}

/** Titles and sentences of the ways to answer, looked up by shape and kind, in the order of their buttons. A way without words here is not offered. */
export const ways = {
  scan: {
    wechat: {
      tab: both('微信扫码', 'WeChat scan'),
      title: both('微信扫码验证', 'Scan with WeChat'),
      steps: [
        both('打开手机微信“扫一扫”', 'Open Scan in WeChat'),
        both('扫描左侧二维码', 'Scan the code on the left'),
        both('在手机上核对后点【确认】', 'Check and tap Confirm'),
      ],
    },
  },
  code: {
    wechat: {
      tab: both('验证码', 'Code'),
      title: both('输入小程序验证码', 'Enter the code from the mini-program'),
      sentence: both(
        '在微信中搜索“{product}”小程序，获取六位验证码。',
        'Search {product} in WeChat for your six digits.',
      ),
    },
    sms: {
      tab: both('短信', 'SMS'),
      title: both('短信验证', 'Text message'),
    },
    email: {
      tab: both('备用邮箱', 'Backup email'),
      title: both('备用邮箱验证', 'Backup email'),
    },
    totp: {
      tab: both('第三方 OTP', 'Third-party OTP'),
      title: both('第三方 OTP 验证', 'Third-party OTP'),
      sentence: both('打开绑定的 OTP 应用，输入当前的动态验证码。', 'Enter the current code from your app.'),
    },
    recovery: {
      tab: both('使用恢复码', 'Use a recovery code'),
      title: both('使用恢复码', 'Use a recovery code'),
      sentence: both('输入一个未用过的恢复码，用后即失效。', 'Enter an unused code; it works once.'),
    },
    helpdesk: {
      tab: both('使用帮助台验证码', 'Use a help-desk code'),
      title: both('使用帮助台验证码', 'Use a help-desk code'),
      sentence: both('输入帮助台给您的临时验证码。', 'Enter the temporary code from the help desk.'),
    },
  },
}

export const reported = {
  title: both('请修改邮箱密码', 'Change your mailbox password'),
  line: both(
    '您在手机上报告过“不是我操作”：有人知道您的邮箱密码。修改之前，每次登录都会提醒您。',
    'You reported “not me” on your phone: somebody knows your password. You are reminded at each sign-in until it is changed.',
  ),
  call: both(
    '您在手机上报告过“不是我操作”：有人知道您的邮箱密码。请联系 {phone} 修改密码；修改之前，每次登录都会提醒您。',
    'You reported “not me” on your phone: somebody knows your password. Call {phone} to change it; you are reminded at each sign-in until then.',
  ),
  change: both('修改邮箱密码', 'Change password'),
}

export const welcome = {
  page: both('欢迎', 'Welcome'),
  title: both('欢迎 {address}', 'Welcome {address}'),
  avatar: both('头像', 'Avatar'),
  personal: both('个人设置', 'Personal settings'),
  gear: both('邮箱设置', 'Mailbox settings'),
  security: both('安全设置', 'Security settings'),
  factors: both('二次验证设置', 'Two-step verification'),
  on: both('已启用', 'On'),
  off: both('未启用', 'Off'),
  mailbox: both('进入邮箱', 'Open mailbox'),
  helpLine: both('电话 {phone}', 'Phone {phone}'),
}
