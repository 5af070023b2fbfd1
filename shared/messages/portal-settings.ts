// 二次验证设置 and its dialogs.
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
  methods: both('验证方式', 'Methods'),
  isDefault: both('默认方式', 'Default'),
  unbound: both('未绑定', 'Not bound'),
  notAvailable: both('未开放', 'Not available'),
  boundOn: both('{date} 绑定', 'Bound on {date}'),
  oneWechat: both('已绑定 1 个微信', '1 WeChat bound'),
  bind: both('绑定', 'Bind'),
  unbind: both('解绑', 'Unbind'),
  boundToast: both('已绑定{method}', '{method} bound'),
  unboundToast: both('已解绑{method}', '{method} unbound'),
}

export const bindDialog = {
  title: both('绑定{method}', 'Bind {method}'),
  steps: [
    both('在手机上核对后点【确认】', 'Confirm on the phone'),
    both('手机随即显示两位数字', 'It then shows two digits'),
    both('把两位数字填在下面', 'Enter them here'),
  ],
  done: both('绑定成功', 'Bound'),
  doneLine: both('{mask}，{date} 绑定', '{mask}, bound on {date}'),
  clients: both('邮件客户端须使用客户端专用密码登录', 'Mail clients now need an app password'),
}

export const unbindDialog = {
  title: both('解绑{method}？', 'Unbind {method}?'),
  proofTitle: both('解绑{method}', 'Unbind {method}'),
  one: both(
    '解绑后，登录时不能再用{method}验证。全部可信设备自动取消信任。',
    'You can no longer verify with {method}. All trusted devices are removed.',
  ),
  last: both('这是最后一种验证方式，解绑后：', 'This is your last method. After this:'),
  lastOff: both('二次验证将关闭', 'two-step verification is off'),
  lastOffRest: both('，登录只需邮箱密码', ''),
  lastClients: both('邮件客户端可重新使用邮箱密码登录', 'mail clients accept the mailbox password again'),
  lastDevices: both('全部可信设备自动取消信任', 'trusted devices are removed'),
  proof: {
    wechat: both('点【确定】后，还须用该微信扫码并在手机上确认。', 'After OK you must still confirm with it.'),
  },
}
