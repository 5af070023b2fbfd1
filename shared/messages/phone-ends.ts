// The end screens of the phone's confirm page: a title, a sentence. {method} is the factor that was to change.
import type { Asked } from './phone-confirm.ts'
import type { Language } from './problems.ts'

type Sentence = Record<Language, string>
interface Words {
  title: Sentence
  line: Sentence
}
const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

/** What became of a question. cancelled, wrong-number: after 确认, while the two digits stood on the screen. */
export type Outcome = 'done' | 'refused' | 'reported' | 'cancelled' | 'wrong-number'

const refused = both('已拒绝', 'Refused')
const reported = both('已拒绝并报告', 'Refused and reported')
const wrong = both('数字不正确', 'Wrong number')
const verified = both('已验证', 'Verified')
const cancelled = both('已取消', 'Cancelled')
const scanAgain = both('已取消，请重新扫码。', 'It was cancelled, scan again.')

/** @param line nothing came of it. @param cancel what was taken back. @param again after a wrong number. */
const undone = (line: Sentence, cancel = cancelled, again = scanAgain) => ({
  refused: { title: refused, line },
  reported: { title: reported, line },
  cancelled: { title: cancel, line },
  'wrong-number': { title: wrong, line: again },
})

export const outcomes: Record<Asked, Record<Outcome, Words>> = {
  login: {
    done: {
      title: both('已确认登录', 'Sign-in confirmed'),
      line: both('请回到电脑继续，邮箱正在打开。', 'Go back to the computer, your mailbox is opening.'),
    },
    ...undone(
      both('这次登录没有成功，邮箱未被打开。', 'The mailbox was not opened.'),
      both('已取消登录', 'Sign-in cancelled'),
      both('本次登录已取消。', 'The sign-in was cancelled.'),
    ),
  },
  prove: {
    done: { title: verified, line: both('请回到电脑继续。', 'Go back to the computer.') },
    ...undone(both('没有更改任何设置。', 'No setting was changed.')),
  },
  bind: {
    done: {
      title: both('已绑定', 'Bound'),
      line: both('此微信现在可以确认该邮箱的登录。', 'This WeChat can now confirm sign-ins.'),
    },
    ...undone(
      both('此微信没有绑定该邮箱。', 'This WeChat was not bound to the mailbox.'),
      both('已取消绑定', 'Binding cancelled'),
      both('绑定已取消，请重新扫码。', 'The binding was cancelled, scan again.'),
    ),
  },
  unbind: {
    done: {
      title: both('已解绑', 'Unbound'),
      line: both('此微信不再保护该邮箱。', 'This WeChat no longer protects the mailbox.'),
    },
    ...undone(both('没有解绑，此微信仍保护该邮箱。', 'Nothing was unbound. This WeChat still protects the mailbox.')),
  },
  'unbind-other': {
    done: {
      title: both('已解绑', 'Unbound'),
      line: both('{method}不再保护该邮箱。', 'Your {method} no longer protects the mailbox.'),
    },
    ...undone(
      both('没有解绑，{method}仍保护该邮箱。', 'Nothing was unbound. Your {method} still protects the mailbox.'),
    ),
  },
  'rebind-old': {
    done: {
      title: verified,
      line: both('请回到电脑继续，用新的微信扫码。', 'Go back to the computer and scan with the new WeChat.'),
    },
    ...undone(both('没有换绑，此微信仍保护该邮箱。', 'Nothing was changed. This WeChat still protects the mailbox.')),
  },
  'rebind-new': {
    done: {
      title: both('已换绑', 'Changed'),
      line: both('此微信现在可以确认该邮箱的登录。', 'This WeChat can now confirm sign-ins.'),
    },
    ...undone(
      both('没有换绑，原来的微信仍保护该邮箱。', 'Nothing was changed. The old WeChat still protects the mailbox.'),
      both('已取消换绑', 'Change cancelled'),
      both('换绑已取消，请重新扫码。', 'The change was cancelled, scan again.'),
    ),
  },
  'rebind-other': {
    done: {
      title: verified,
      line: both('请回到电脑继续，绑定新的{method}。', 'Go back to the computer and bind a new {method}.'),
    },
    ...undone(
      both('没有修改，{method}仍保护该邮箱。', 'Nothing was changed. Your {method} still protects the mailbox.'),
    ),
  },
}

export const ends = {
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
