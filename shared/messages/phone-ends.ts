// The end screens of the phone's confirm page: a title, a sentence.
import type { Language } from './problems.ts'

type Sentence = Record<Language, string>
const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

const notOpened = both('这次登录没有成功，邮箱未被打开。', 'The mailbox was not opened.')
const notBound = both('此微信没有绑定该邮箱。', 'This WeChat was not bound to the mailbox.')
const stillBound = both(
  '没有解绑，此微信仍保护该邮箱。',
  'Nothing was unbound. This WeChat still protects the mailbox.',
)
const refused = both('已拒绝', 'Refused')
const reported = both('已拒绝并报告', 'Refused and reported')
const wrong = both('数字不正确', 'Wrong number')

export const ends = {
  // done
  'login-done': {
    title: both('已确认登录', 'Sign-in confirmed'),
    line: both('请回到电脑继续，邮箱正在打开。', 'Go back to the computer, your mailbox is opening.'),
  },
  bound: {
    title: both('已绑定', 'Bound'),
    line: both('此微信现在可以确认该邮箱的登录。', 'This WeChat can now confirm sign-ins.'),
  },
  unbound: {
    title: both('已解绑', 'Unbound'),
    line: both('此微信不再保护该邮箱。', 'This WeChat no longer protects the mailbox.'),
  },
  // said no
  'login-refused': { title: refused, line: notOpened },
  'bind-refused': { title: refused, line: notBound },
  'unbind-refused': { title: refused, line: stillBound },
  'login-reported': { title: reported, line: notOpened },
  'bind-reported': { title: reported, line: notBound },
  'unbind-reported': { title: reported, line: stillBound },
  'login-cancelled': { title: both('已取消登录', 'Sign-in cancelled'), line: notOpened },
  'bind-cancelled': { title: both('已取消绑定', 'Binding cancelled'), line: notBound },
  'login-wrong-number': { title: wrong, line: both('本次登录已取消。', 'The sign-in was cancelled.') },
  'bind-wrong-number': {
    title: wrong,
    line: both('绑定已取消，请重新扫码。', 'The binding was cancelled, scan again.'),
  },
  // the QR
  expired: {
    title: both('二维码已过期', 'QR code expired'),
    line: both('请在电脑上刷新二维码，再扫一次。', 'Refresh it on the computer and scan again.'),
  },
  used: {
    title: both('该请求已处理', 'Already handled'),
    line: both('无需再次确认。', 'Nothing more to confirm.'),
  },
  'other-phone': {
    title: both('已由另一部手机扫描', 'Scanned by another phone'),
    line: both('请在电脑上刷新二维码。', 'Refresh the QR code.'),
  },
  changed: {
    title: both('该请求已变更', 'The request has changed'),
    line: both('请在电脑上刷新二维码，再扫一次。', 'Refresh the QR code on the computer and scan again.'),
  },
  'not-ours': {
    title: both('不是本系统的二维码', 'Not our QR code'),
    line: both('请扫描 {host} 页面上的二维码。', 'Scan the QR code on a page of {host}.'),
  },
  picture: {
    title: both('请用摄像头扫码', 'Use the camera'),
    line: both('请用摄像头扫描电脑屏幕上的二维码。', 'Scan the code on the computer screen with the camera.'),
  },
  policy: {
    title: both('不允许在此环境扫码', 'Scanning is not allowed here'),
    line: both(
      '请换用您常用的电脑和网络，\n或在电脑上点“验证码”，输入六位数字。',
      'Use your usual computer and network, or choose “Code” on the computer and type the six digits.',
    ),
  },
  // who scans
  'not-bound': {
    title: both('此微信未绑定该邮箱', 'This WeChat is not bound to the mailbox'),
    line: both(
      '请换用已绑定的微信扫码。\n第一次使用，请先在电脑上绑定。',
      'Scan with the bound one.\nNew here? Bind on a computer first.',
    ),
  },
  full: {
    title: both('此微信绑定的邮箱已达上限', 'This WeChat has reached its number of mailboxes'),
    line: both('最多 {n} 个，请先解绑不用的邮箱。', '{n} at most, unbind one first.'),
  },
  computer: {
    title: both('请用手机微信确认', 'Confirm in WeChat on a phone'),
    line: both('请在手机微信中重新扫码。', 'Scan again in WeChat on your phone.'),
  },
  // outages
  offline: { title: both('网络不可用', 'Offline'), line: both('请连接网络后重试。', 'Connect and retry.') },
  blocked: {
    title: both('微信登录受限', 'WeChat sign-in is restricted'),
    line: both('请在电脑上换用其他验证方式。', 'Use another method on the computer.'),
  },
  down: {
    title: both('微信暂时不可用', 'WeChat unavailable'),
    line: both('请稍后重试，或在电脑上换一种方式验证。', 'Retry later, or use another method on the computer.'),
  },
  busy: {
    title: both('操作太频繁', 'Too often'),
    line: both('请一分钟后重试。', 'Retry in a minute.'),
  },
  failed: { title: both('系统出错', 'Something failed'), line: both('请稍后重试。', 'Try later.') },
}

export type End = keyof typeof ends
