// 登录设备 and 登录记录, and the dates of both.
import type { SignInResult } from '../factors.ts'
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const dates = {
  today: both('今天 {time}', 'Today {time}'),
  yesterday: both('昨天 {time}', 'Yesterday {time}'),
  tomorrow: both('明天 {time}', 'Tomorrow {time}'),
}

export const places = {
  unknown: both('未知地点', 'Unknown place'),
  unknownBrowser: both('未知设备', 'Unknown device'),
}

export const devices = {
  page: both('登录设备', 'Trusted devices'),
  short: both('登录设备', 'Devices'),
  lead: both(
    '在这些浏览器登录免二次验证。不认识的设备，请立即取消信任并修改邮箱密码。',
    'These browsers skip the second step. If you do not know one, remove its trust and change your mailbox password.',
  ),
  title: both('可信设备', 'Trusted devices'),
  count: both('{n} 台，最多 {most} 台', '{n}, {most} at most'),
  device: both('设备', 'Device'),
  place: both('地点', 'Place'),
  firstAt: both('首次登录', 'First sign-in'),
  usedAt: both('最近使用', 'Last used'),
  until: both('信任到期', 'Trusted until'),
  actions: both('操作', 'Actions'),
  isThis: both('当前浏览器', 'This browser'),
  remove: both('取消信任', 'Remove trust'),
  removeAll: both('全部取消信任', 'Remove all'),
  removed: both('已取消信任', 'Trust removed'),
  removedAll: both('已全部取消信任', 'All trust removed'),
  empty: both(
    '还没有可信设备。登录时勾选“同设备登录免二次验证”即可添加。',
    'No trusted devices yet. Tick “Skip this step on this device” when you sign in.',
  ),
  note: both(
    '信任期 {days} 天。修改邮箱密码，或绑定、修改、解绑任何验证方式后，全部设备自动取消信任。',
    'Trust lasts {days} days. It ends for all devices when the mailbox password or any method changes.',
  ),
  everywhere: both('退出所有设备', 'Sign out everywhere'),
  everywhereLine: both(
    '退出此邮箱在所有浏览器中的登录，包括当前浏览器。',
    'Ends every browser sign-in of this mailbox, this browser too.',
  ),
}

export const history = {
  page: both('登录记录', 'Sign-in history'),
  short: both('登录记录', 'History'),
  lead: both(
    '最近的网页登录。有不认识的记录，请立即修改邮箱密码。',
    'Recent web sign-ins. If you do not know one, change your mailbox password.',
  ),
  time: both('时间', 'Time'),
  place: both('地点', 'Place'),
  device: both('设备', 'Device'),
  method: both('验证方式', 'Method'),
  result: both('结果', 'Result'),
  byPassword: both('邮箱密码', 'Mailbox password'),
  byDevice: both('可信设备', 'Trusted device'),
  empty: both('还没有登录记录', 'No sign-ins yet'),
}

export const signInResults: Record<SignInResult, Sentence> = {
  ok: both('成功', 'Success'),
  'wrong-code': both('验证码错误', 'Wrong code'),
  'wrong-password': both('密码错误', 'Wrong password'),
  refused: both('已拒绝', 'Refused'),
}
