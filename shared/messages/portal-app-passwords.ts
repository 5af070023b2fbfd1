// 客户端专用密码: its page, its dialogs, and who would stop without one.
import type { AppPasswordLife, MailProtocol } from '../mail-protocols.ts'
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const appPasswords = {
  page: both('客户端专用密码', 'App passwords'),
  short: both('专用密码', 'Passwords'),
  lead: both(
    '启用二次验证后，Foxmail、Outlook、移动端 APP 等邮件客户端均须使用专用密码登录。',
    'With two-step verification on, Foxmail, Outlook, phone apps and other mail clients need an app password.',
  ),
  generate: both('生成专用密码', 'Generate app password'),
  manage: both('管理专用密码', 'Manage app passwords'),
  name: both('名称', 'Name'),
  protocols: both('可用协议', 'Protocols'),
  used: both('最近使用', 'Last used'),
  until: both('到期', 'Expires'),
  actions: both('操作', 'Actions'),
  madeOn: both('{date} 生成', 'Made on {date}'),
  never: both('从未使用', 'Never used'),
  noLimit: both('不限', 'No limit'),
  expired: both('已到期', 'Expired'),
  machine: both('设备', 'Device'),
  remove: both('删除', 'Delete'),
  removed: both('专用密码已删除', 'App password deleted'),
  empty: both('还没有专用密码', 'No app passwords yet'),
  off: both(
    '未启用二次验证，邮件客户端可直接使用邮箱密码。',
    'Two-step verification is off; mail clients use the mailbox password.',
  ),
  full: both('最多 {most} 个，请先删除不用的', '{most} at most, delete one first'),
  note: both(
    '每个客户端各用一个。手机丢失或不再使用时，删除对应的专用密码即可，其他客户端不受影响。最多 {most} 个。',
    'One per client. Lost a phone? Delete only its password. {most} at most.',
  ),
  unreached: both(
    '有一台邮件服务器暂时无法通知，已登录的客户端可能还会保持连接。自 {time} 起，系统会继续通知。',
    'One mail server cannot be told for now, so clients that are signed in may stay connected. We have kept trying since {time}.',
  ),
  count: both('已生成 {n} 个', '{n} generated'),
  none: both('未生成', 'None generated'),
}

export const removeDialog = {
  title: both('删除专用密码？', 'Delete app password?'),
  which: both('将删除 {name}。', '{name} will be deleted.'),
  line: both('删除后，使用它的客户端将立即无法登录。', 'Clients using it are refused at once.'),
  busy: both('正在删除', 'Deleting'),
}

export const generateForm = {
  hint: both('例如 手机 Outlook', 'For example, Outlook on my phone'),
  nameMissing: both('请输入名称', 'Enter a name'),
  protocolMissing: both('请至少选择一种协议', 'Choose at least one protocol'),
  submit: both('生成', 'Generate'),
  busy: both('正在生成', 'Generating'),
}

export const lives: Record<AppPasswordLife, Sentence> = {
  unlimited: appPasswords.noLimit,
  quarter: both('90 天', '90 days'),
  year: both('1 年', '1 year'),
}

export const shownOnce = {
  title: both('专用密码已生成', 'App password created'),
  line: both('用于 {name}。在邮件客户端的密码栏中填入此专用密码即可。', 'For {name}. Paste it as the password.'),
  label: both('专用密码', 'App password'),
  letters: both('{n} 位小写字母。空格只为便于阅读，不必输入', '{n} lower-case letters; spaces are for reading only'),
  save: both('请立即复制并妥善保存。', 'Save it now.'),
  once: both('关闭页面后无法再次查看。', 'Shown once only.'),
}

/** How the mail clients that the guide names are set up. */
export const setup = {
  title: both('在邮件客户端中填写', 'Enter in the mail client'),
  user: both('用户名', 'User name'),
  password: both('密码', 'Password'),
  thisOne: both('此专用密码', 'This app password'),
  port: both('端口 {port} · {security}', 'port {port} · {security}'),
  ask: both('{protocols} 服务器地址请咨询 {phone}', 'For the {protocols} server call {phone}'),
  askAll: both('服务器地址请咨询 {phone}', 'For the servers call {phone}'),
}

export const directions: Record<MailProtocol, Sentence> = {
  imap: both('收信 IMAP', 'Incoming, IMAP'),
  pop3: both('收信 POP3', 'Incoming, POP3'),
  smtp: both('发信 SMTP', 'Outgoing, SMTP'),
}

export interface MailClient {
  name: string
  words: Sentence
}

export const mailClients: readonly MailClient[] = [
  {
    name: 'Outlook',
    words: both(
      '文件 → 添加账户，输入邮箱地址，在“高级选项”中勾选“让我手动设置我的账户”，再选 IMAP 或 POP。要求密码时填入此专用密码。',
      'File → Add Account, type your address, tick “Let me set up my account manually” under Advanced options, then choose IMAP or POP. Enter this as the password.',
    ),
  },
  {
    name: 'Foxmail',
    words: both(
      '右上角菜单 → 账号管理 → 新建 → 其他邮箱 → 手动设置。“密码”中填入此专用密码。',
      'Menu at the top right → Account management → New → Other mailbox → Manual setup. Enter this as the password.',
    ),
  },
  {
    name: 'iOS',
    words: both(
      '设置 → 邮件 → 账户 → 添加账户 → 其他 → 添加邮件账户（iOS 18 起，“邮件”在“App”中）。收件和发件服务器的密码都填此专用密码。',
      'Settings → Mail → Accounts → Add Account → Other → Add Mail Account (from iOS 18 on, Mail is under Apps). Enter this for the incoming and the outgoing server.',
    ),
  },
  {
    name: 'Android',
    words: both(
      '在 Thunderbird 或 K-9 中添加账户，输入邮箱地址后选手动设置。收信和发信服务器的密码都填此专用密码。',
      'Add an account in Thunderbird or K-9, type your address and choose manual setup. Enter this for the incoming and the outgoing server.',
    ),
  },
  {
    name: 'Thunderbird',
    words: both(
      '账户设置 → 账户操作 → 添加邮件账户，密码填此专用密码。点“手动配置”，认证方式选“普通密码”。',
      'Account Settings → Account Actions → Add Mail Account, with this as the password. Choose Configure manually and Normal password as the authentication.',
    ),
  },
]

/** Before two-step verification is on: who still signs in with the mailbox password. */
export const stopping = {
  title: both('这些客户端将无法登录', 'These will stop'),
  line: both(
    '最近 {days} 天，它们用邮箱密码登录过。启用二次验证后，须改用专用密码。',
    'They signed in with the mailbox password in the last {days} days. Once two-step verification is on, they need an app password.',
  ),
  more: both('另有 {n} 个', '{n} more'),
  generate: both('为它们生成专用密码', 'Generate app passwords for them'),
}
