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

/** The question of each purpose. `kind` is also what a screen reader hears first. */
export const questions = {
  login: {
    page: both('登录确认', 'Confirm sign-in'),
    kind: both('登录', 'Sign-in'),
    ask: both('是您在登录邮箱吗？', 'Are you signing in?'),
  },
  bind: {
    page: both('绑定确认', 'Confirm bind'),
    kind: both('绑定', 'Bind'),
    ask: both('要绑定这个微信吗？', 'Bind this WeChat?'),
  },
  unbind: {
    page: both('解绑确认', 'Confirm unbind'),
    kind: both('解绑', 'Unbind'),
    ask: both('要解绑微信吗？', 'Unbind WeChat?'),
  },
}

/** A sign-in that something speaks against (spec R16). `kind` names what is strange. */
export const doubtful = {
  kind: {
    place: both('陌生地点登录', 'Sign-in from a new place'),
    browser: both('陌生浏览器登录', 'Sign-in from a new browser'),
    picture: both('图片二维码登录', 'Sign-in by a picture'),
  },
  ask: both('是您在{place}登录吗？', 'Are you signing in from {place}?'),
  first: both('首次出现', 'First time'),
  usual: both('您常在 {city} 登录', 'Usually {city}'),
  note: both(
    '如果不是您本人，您的邮箱密码可能已泄露。\n请点【拒绝】，并立即修改密码。',
    'If not, your password may be known. Refuse and change it.',
  ),
}

export const confirm = {
  page: both('{product}', 'Confirm'),
  loading: both('正在读取', 'Reading'),
  choose: both('请在 {n} 秒内选择', '{n} s to choose'),
  secondsLeft: both('还剩 {n} 秒', '{n} s left'),
  refuse: both('拒绝', 'Refuse'),
  approve: both('确认', 'Confirm'),
  approveUnbind: both('确认解绑', 'Unbind'),
  soon: both('{label}（{n}）', '{label} ({n})'),
  notMe: both('不是我操作', "It wasn't me"),
  bindNote: both(
    '绑定后，此微信可确认该邮箱的登录。\n二维码不是您自己打开的，请点【拒绝】。',
    'It can then confirm sign-ins to this mailbox. If you did not open the QR code yourself, refuse.',
  ),
  unbindTitle: both('解绑后，此微信不再保护该邮箱', 'It will no longer protect this mailbox'),
  unbindLine: both('这里也不再显示它的验证码。', 'Its code leaves this list.'),
  unbindLast: both(
    '这是最后一种验证方式，二次验证将关闭。',
    'This is your last method: two-step verification will be off.',
  ),
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
  page: both('绑定微信', 'Bind WeChat'),
  title: both('还差一步', 'One more step'),
  line: both('请在电脑上输入这两位数字', 'Type these two digits on the computer'),
  left: both('请在 {n} 秒内输入', '{n} s left'),
  bindTo: both('绑定到', 'Binding to'),
  signInTo: both('登录', 'Signing in to'),
  secret: both('不要把这两位数字告诉任何人', 'Tell them to nobody'),
  spoken: both('两位数字 {number}', 'Two digits {number}'),
  cancelBind: both('取消绑定', 'Cancel binding'),
  cancelLogin: both('取消登录', 'Cancel sign-in'),
  approved: both('已确认', 'Confirmed'),
  back: both('请回到电脑继续', 'Go back to the computer'),
}

export const refusedNote = {
  title: both('若不是您本人操作', "If it wasn't you"),
  line: both(
    '对方已知道您的邮箱密码。请尽快在电脑上修改邮箱密码，并检查【登录设备】。',
    'Somebody knows your password. Change it on a computer soon and check trusted devices.',
  ),
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
    'wechat.bound': both('绑定微信', 'Bound'),
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
