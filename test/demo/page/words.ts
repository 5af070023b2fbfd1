// What the console says. {…} is filled in by the caller.
import { defaultBranding } from '../../../shared/branding.ts'
import { noticeMail } from '../../../shared/messages/mail.ts'
import type { Language } from '../../../shared/messages/problems.ts'

const both = (zh: string, en: string): Record<Language, string> => ({ 'zh-CN': zh, en })

export const words = {
  page: both('演示台 · 邮箱安全助手', 'Demo console · Mailbox Security Assistant'),
  product: both(defaultBranding.product, defaultBranding.productEn),
  demo: both('演示，仅在本机运行', 'Demo, this machine only'),
  stopped: both('演示已停止，请重新运行 npm start', 'The demo has stopped, run npm start again'),
  help: both('帮助', 'Help'),
  otherLanguage: both('English', '中文'),
  openPortal: both('打开登录页', 'Open the sign-in page'),
  title: both('演示台', 'Demo console'),
  lead: both(
    '两部手机和一个发件箱，代替真手机与真短信。在登录页出现二维码后，点“扫描二维码”。',
    'Two phones and an outbox stand in for real ones. When the sign-in page shows a QR code, press “Scan QR code”.',
  ),
  cookies: both(
    '这个浏览器不接受本机页面的安全 Cookie，无法登录。请换用 Chrome、Edge 或 Firefox。',
    'This browser takes no secure cookies from pages of this machine, so signing in will fail. Use Chrome, Edge or Firefox.',
  ),
  one: both('手机一', 'Phone 1'),
  two: both('手机二', 'Phone 2'),
  ownerOfone: both('张明的微信', 'Zhang Ming’s WeChat'),
  ownerOftwo: both('另一个微信', 'Another WeChat'),
  bound: both('{owner}，已绑定', '{owner}, bound'),
  unbound: both('{owner}，未绑定', '{owner}, not bound'),
  scan: both('扫描二维码', 'Scan QR code'),
  goOffline: both('断网', 'Go offline'),
  goOnline: both('联网', 'Go online'),
  nothing: both('没有可扫的二维码', 'No QR code yet'),
  openFirst: both('请先打开登录页', 'Open the sign-in page first'),
  close: both('关闭', 'Close'),
  outbox: both('发件箱', 'Outbox'),
  count: both('{n} 条', '{n}'),
  clear: both('清空', 'Clear'),
  empty: both('还没有邮件或短信', 'No mail or SMS yet'),
  mail: both('邮件 {to}', 'Mail {to}'),
  sms: both('短信 {to}', 'SMS {to}'),
  wechat: both('微信 {to}', 'WeChat {to}'),
  smsCode: both('验证码', 'Code'),
  smsNotice: both('安全提醒', 'Security notice'),
  copy: both('复制', 'Copy'),
  copied: both('已复制', 'Copied'),
  copyFailed: both('请手动复制', 'Copy by hand'),
  notMe: noticeMail.link,
  fresh: both('新', 'New'),
  account: both('演示账号 {address}，密码 {password}', 'Demo account {address}, password {password}'),
  local: both(
    '所有数据只存放在本机。演示中浏览器的地点是示例。',
    'All data stays on this machine. The browser’s place is an example.',
  ),
}
export type Word = keyof typeof words

const key = 'language'
export let language: Language = localStorage.getItem(key) === 'en' ? 'en' : 'zh-CN'

/** @param values of the places in braces. */
export const say = (word: Word, values: Record<string, string | number> = {}): string =>
  words[word][language].replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place))

/** Says all fixed words of the page in this language. */
export function speak(next: Language = language): void {
  language = next
  localStorage.setItem(key, next)
  document.documentElement.lang = next
  document.title = say('page')
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]'))
    element.textContent = say(element.dataset.words as Word)
}
