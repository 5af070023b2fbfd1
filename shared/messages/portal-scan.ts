// The states of the QR box: two lines, at most one button.
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const scan = {
  alt: both('登录二维码，请用手机微信扫描', 'Sign-in QR code, scan it with WeChat on your phone'),
  changeAlt: both('二维码，请用手机微信扫描', 'QR code, scan it with WeChat on your phone'),
  changeTitle: both('用手机微信“扫一扫”扫描二维码', 'Scan with WeChat'),
  again: both('重新生成二维码', 'New QR code'),
  refresh: both('点击刷新', 'Click to renew'),
  back: both('返回登录', 'Back to sign-in'),
  digits: both('手机上显示的两位数字', 'The two digits on your phone'),
  digitsWhy: both('确认扫码的是您自己的微信', 'Proves it is your own WeChat'),
  digitsLeft: both('请在 {n} 秒内完成', '{n} s left'),
  digitsMissing: both('请输入两位数字', 'Enter two digits'),
}

/** The two lines of each state. Where purposes say different things, `purposeLines` has the word. */
export const scanLines = {
  loading: { title: both('正在生成二维码', 'Preparing the QR code'), line: both('请稍候', 'One moment') },
  pending: { title: both('请用微信扫一扫', 'Scan with WeChat'), line: both('{time} 后自动刷新', 'Renews in {time}') },
  renewed: { title: both('二维码已刷新', 'New QR code'), line: both('{time} 后自动刷新', 'Renews in {time}') },
  scanned: { title: both('已扫码', 'Scanned'), line: both('请在手机上确认 {time}', 'Confirm on your phone {time}') },
  approved: { title: both('已确认', 'Confirmed'), line: both('正在登录', 'Signing you in') },
  number: {
    title: both('已确认', 'Confirmed'),
    line: both('把手机上显示的两位数字填在下面', 'Enter the two digits on your phone below'),
  },
  denied: {
    title: both('已在手机上拒绝', 'Refused on the phone'),
    line: both('不是您本人？请立即修改密码', 'Not you? Change your password now'),
  },
  reported: {
    title: both('已在手机上报告“不是我操作”', 'Reported “not me”'),
    line: both('本次登录已终止，请修改邮箱密码', 'This sign-in was ended; change your password'),
  },
  'wrong-number': {
    title: both('数字不正确', 'Wrong number'),
    line: both('本次登录已取消', 'Sign-in cancelled'),
  },
  expired: { title: both('二维码已过期', 'QR code expired'), line: both('点击后重新生成', 'Click for a new one') },
  offline: { title: both('网络已断开', 'Offline'), line: both('正在重新连接，请稍候', 'Reconnecting') },
  down: { title: both('微信暂时不可用', 'WeChat unavailable'), line: both('请换一种方式验证', 'Use another method') },
  stranger: {
    title: both('这个微信未绑定此邮箱', 'This WeChat is not bound'),
    line: both('请用已绑定的微信扫码', 'Scan with the bound one'),
  },
  over: { title: both('验证已超时', 'Timed out'), line: both('请重新登录', 'Please sign in again') },
  limit: { title: both('二维码刷新次数过多', 'Too many QR codes'), line: both('请重新登录', 'Please sign in again') },
  failed: { title: both('系统出错', 'Something failed'), line: both('请稍后重试', 'Try later') },
}

const stopped = both('本次操作已终止，请修改邮箱密码', 'This change was stopped; change your password')

export const purposeLines = {
  login: {},
  prove: {
    approved: both('正在验证', 'Checking'),
    reported: stopped,
    'wrong-number': both('验证已取消，请重新扫码', 'Cancelled, scan again'),
  },
  bind: {
    approved: both('正在绑定', 'Binding'),
    reported: stopped,
    'wrong-number': both('绑定已取消，请重新扫码', 'Binding cancelled, scan again'),
    down: both('请稍后重试', 'Try later'),
  },
  unbind: {
    approved: both('正在解绑', 'Unbinding'),
    reported: stopped,
    'wrong-number': both('解绑已取消，请重新扫码', 'Unbinding cancelled, scan again'),
    down: both('请稍后重试', 'Try later'),
  },
}
