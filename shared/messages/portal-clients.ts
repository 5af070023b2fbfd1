// What the browser pages say to whoever was led here by another site, a client of ours: the webmail, most often.
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const clients = {
  returns: both('登录后将返回 {name}', 'After signing in you return to {name}'),
  goOn: both('继续前往{name}', 'Continue to {name}'),
  mailbox: both('邮箱', 'your mailbox'),
  goOnLine: both('完成登录并返回', 'Finish signing in and return'),
}

export const proveNothing = {
  title: both('此邮箱未绑定验证方式', 'This mailbox has no method bound'),
  line: both('请重新登录，以确认是您本人。', 'Sign in again to show that it is you.'),
}

export const leaving = {
  line: both(
    '要退出 {address} 吗？其他网页和网页邮箱也会退出。',
    'Sign out {address}? Other pages and the webmail are signed out too.',
  ),
  busy: both('正在退出', 'Signing out'),
  stay: both('留在这里', 'Stay here'),
}
