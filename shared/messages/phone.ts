// What the mini-program says. Chinese is the master text. {…} is filled in by the page; \n is a line break.
import type { ErrorCode } from '../errors.ts'
import type { Language } from './problems.ts'

type Sentence = Record<Language, string>
const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const tabs = {
  codes: both('验证码', 'Codes'),
  mailboxes: both('我的邮箱', 'Mailboxes'),
  help: both('帮助', 'Help'),
}

export const buttons = {
  done: both('完成', 'Done'),
  retry: both('重试', 'Retry'),
  copy: both('复制', 'Copy'),
  copied: both('已复制', 'Copied'),
  call: both('拨打', 'Call'),
  scanAgain: both('重新扫码', 'Scan again'),
  howToBind: both('查看怎样绑定', 'How to bind'),
  callUs: both('联系我们', 'Call us'),
}

// An English product name does not fit into WeChat's title bar.
export const codes = {
  page: both('{product}', 'Codes'),
  changes: both('每 {n} 秒自动更换', 'Changes every {n} s'),
  next: both('下一个', 'Next'),
  spoken: both('验证码 {code}，邮箱 {address}', 'Code {code}, mailbox {address}'),
  scan: both('扫一扫登录', 'Scan to sign in'),
  advice: both(
    '只在您自己打开的登录页输入验证码。\n工作人员不会向您索要。',
    'Enter codes only on a page you opened.\nStaff never ask for them.',
  ),
  loading: both('正在获取验证码', 'Getting your codes'),
  offline: both('网络不可用，已显示的验证码仍可使用', 'Offline, shown codes still work'),
  whenOnline: both('联网后自动更新', 'Updates when online'),
  noneLeft: both('请连接网络后重试', 'Connect and retry'),
  notNow: both('暂时无法更新', 'Cannot be updated now'),
}

export const visitor = {
  title: both('邮箱登录，多一道锁', 'One more lock on your mailbox'),
  line: both(
    '登录邮箱时，用微信扫码确认，\n或输入这里的六位验证码。',
    'When you sign in, confirm with a WeChat scan or type the six digits shown here.',
  ),
  steps: [
    { title: both('在电脑上登录邮箱', 'Sign in on a computer'), line: both('{host}', '{host}') },
    {
      title: both('打开二次验证设置', 'Open two-step verification'),
      line: both('点“微信”旁的【绑定】', 'Press Bind next to WeChat'),
    },
    { title: both('用微信扫一扫', 'Scan with WeChat'), line: both('核对后点【确认】', 'Check, then tap Confirm') },
  ],
  scan: both('扫一扫绑定', 'Scan to bind'),
  demo: both('看演示', 'See a demo'),
  demoNote: both('演示：这些验证码不能用于登录', 'Demo: these codes do not sign in'),
  endDemo: both('结束演示', 'End the demo'),
}

export const facts = {
  mailbox: both('邮箱', 'Mailbox'),
  place: both('地点', 'Place'),
  browser: both('浏览器', 'Browser'),
  time: both('时间', 'Time'),
  unknownPlace: both('未知地点', 'Unknown place'),
  secondsAgo: both('{n} 秒前', '{n} s ago'),
  minutesAgo: both('{n} 分钟前', '{n} min ago'),
  today: both('今天 {time}', 'Today {time}'),
  yesterday: both('昨天 {time}', 'Yesterday {time}'),
}

export const mailboxes = {
  list: both('已绑定的邮箱', 'Bound mailboxes'),
  boundOn: both('{date} 绑定', 'Bound on {date}'),
  none: both('还没有绑定的邮箱', 'No mailbox bound yet'),
  activity: both('最近动态', 'Recent activity'),
  nothing: both('还没有动态', 'Nothing yet'),
  loading: both('正在读取', 'Loading'),
  what: {
    'login.approved': both('确认登录', 'Confirmed'),
    'login.refused': both('拒绝登录', 'Refused'),
    'change.approved': both('确认修改', 'Confirmed a change'),
    'wechat.bound': both('绑定微信', 'Bound'),
    'wechat.changed': both('换绑微信', 'Changed WeChat'),
    'wechat.unbound': both('解绑微信', 'Unbound'),
  },
}

/** Failures that fill the page, in its own words; every other code has its sentence in problems.ts. */
export const troubles: Partial<Record<ErrorCode | 'offline', { title: Sentence; line: Sentence }>> = {
  offline: { title: both('网络不可用', 'Offline'), line: both('请连接网络后重试', 'Connect and retry') },
  'wechat.blocked': {
    title: both('微信登录受限', 'WeChat sign-in is restricted'),
    line: both('请在电脑上换用其他验证方式', 'Use another method on the computer'),
  },
}

export const remember = both('请记住', 'Remember')
