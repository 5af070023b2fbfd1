// The dialogs of 二次验证设置: bind, change, unbind, and the proof before them.
import type { FactorKind } from '../factors.ts'
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

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

export const rebindDialog = {
  title: both('修改{method}', 'Change {method}'),
  proof: both('第 1 步 验证身份', 'Step 1: verify'),
  bind: both('第 2 步 绑定新的{method}', 'Step 2: bind the new {method}'),
}

export const proofDialog = {
  title: both('请先验证身份', 'Verify first'),
  line: both('通过任一已绑定的方式验证后，再继续。', 'Use any bound method, then continue.'),
  others: both('更换其他验证方式', 'Use another method'),
  over: both('验证已超时，请重新开始', 'Timed out, please start again'),
}

/** What is typed to bind a factor, by the catalogue's word for it. */
export const targets = {
  address: {
    label: both('备用邮箱地址', 'Backup address'),
    sent: both(
      '验证码已发送，{minutes} 分钟内有效。请登录该邮箱查收。',
      'Code sent, valid {minutes} minutes. Look in that mailbox.',
    ),
    subject: both('主题：【验证码】用于邮件系统的二次验证', 'Subject: 【验证码】用于邮件系统的二次验证'),
    empty: both('请输入有效的邮箱地址', 'Enter a valid address'),
  },
  number: {
    label: both('手机号码', 'Phone number'),
    sent: both(
      '验证码已发送，{minutes} 分钟内有效。请查看手机短信。',
      'Code sent, valid {minutes} minutes. Look at your text messages.',
    ),
    subject: null,
    empty: both('请输入有效的手机号码', 'Enter a valid number'),
  },
}

export const targetForm = {
  sending: both('正在发送', 'Sending'),
  failed: both('验证码暂时无法发送，请稍后重试', 'The code cannot be sent now, retry later'),
  limit: both('今日验证码次数已用完，请明日再试', 'No more codes today, try tomorrow'),
  code: both('验证码', 'Code'),
}

export const secretForm = {
  lead: both('用 OTP 应用扫描二维码，或手动输入密钥', 'Scan with your OTP app or type the key'),
  alt: both('二维码，请用 OTP 应用扫描', 'QR code, scan it with your OTP app'),
  key: both('密钥', 'Key'),
  code: both('动态验证码', 'Current code'),
  open: both('在本机的应用中打开', 'Open in the app on this phone'),
  clock: both('请检查手机时间是否准确', 'Check that the phone clock is right'),
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
}

const afterOk = both(
  '点【确定】后，还须输入发往 {mask} 的验证码。',
  'After OK you must still enter the code sent to {mask}.',
)

/** What the removed binding is still asked for. */
export const unbindProofs: Partial<Record<FactorKind, Sentence>> = {
  email: afterOk,
  wechat: both('点【确定】后，还须用该微信扫码并在手机上确认。', 'After OK you must still confirm with it.'),
  sms: afterOk,
  totp: both('点【确定】后，还须输入该应用当前的动态验证码。', 'After OK you must still enter the app’s current code.'),
}
