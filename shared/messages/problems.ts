// One sentence per problem code, Chinese (the master text) and English. {phone} and {time} are filled in by the caller.
import type { ErrorCode } from '../errors.ts'

export type Language = 'zh-CN' | 'en'
type Sentence = Record<Language, string>

export const problems: Record<ErrorCode | 'offline', Sentence> = {
  offline: { 'zh-CN': '网络已断开，请重试', en: 'Offline, retry' },
  'request.invalid': { 'zh-CN': '输入有误，请检查后重试', en: 'Check what you entered and retry' },
  'request.too-large': { 'zh-CN': '输入内容过长', en: 'That is too long' },
  'request.media-type': { 'zh-CN': '系统出错，请稍后重试', en: 'Something failed, try later' },
  'request.not-found': { 'zh-CN': '页面不存在', en: 'Page not found' },
  'request.method': { 'zh-CN': '系统出错，请稍后重试', en: 'Something failed, try later' },
  'request.cross-site': { 'zh-CN': '请在本站页面内操作', en: 'Use the pages of this site' },
  'session.missing': { 'zh-CN': '登录已过期，请重新登录', en: 'Signed out, please sign in again' },
  'session.ended': { 'zh-CN': '登录已过期，请重新登录', en: 'Signed out, please sign in again' },
  'second-step.required': { 'zh-CN': '请先完成二次验证', en: 'Complete the second step first' },
  'proof.required': { 'zh-CN': '请先验证身份', en: 'Verify first' },
  'phone.session': { 'zh-CN': '正在重新连接，请稍候', en: 'Reconnecting, one moment' },
  'login.wrong': { 'zh-CN': '邮箱地址或密码不正确', en: 'Wrong email address or password' },
  'throttle.wait': { 'zh-CN': '尝试次数过多，请等待 {time} 后重试', en: 'Too many tries. Try again in {time}' },
  'directory.unavailable': { 'zh-CN': '邮件系统暂时不可用，请稍后重试', en: 'Mail system unavailable, try later' },
  'challenge.none': { 'zh-CN': '验证已结束，请重新开始', en: 'This verification is over, start again' },
  'challenge.expired': { 'zh-CN': '验证已超时，请重新登录', en: 'Timed out, please sign in again' },
  'challenge.replaced': {
    'zh-CN': '已在另一个页面开始新的验证',
    en: 'A newer verification was started in another tab',
  },
  'challenge.not-approved': { 'zh-CN': '请先在手机上确认', en: 'Confirm on your phone first' },
  'challenge.over': { 'zh-CN': '该请求已处理', en: 'Already handled' },
  'ticket.limit': { 'zh-CN': '二维码刷新次数过多，请重新登录', en: 'Too many QR codes, please sign in again' },
  'code.wrong': { 'zh-CN': '验证码不正确，还可再试 {n} 次', en: 'Wrong code, {n} tries left' },
  'code.used': { 'zh-CN': '该验证码已使用过，请等待下一个', en: 'Already used, wait for the next code' },
  'method.not-offered': { 'zh-CN': '请换一种方式验证', en: 'Use another method' },
  'method.known-only': {
    'zh-CN': '此方式已停用，请换一种方式或联系 {phone}',
    en: 'Method disabled, use another or call {phone}',
  },
  'number.wrong': { 'zh-CN': '数字不正确，已取消，请重新扫码', en: 'Wrong number, cancelled, scan again' },
  'scan.not-found': { 'zh-CN': '二维码已过期', en: 'QR code expired' },
  'scan.expired': { 'zh-CN': '二维码已过期', en: 'QR code expired' },
  'scan.used': { 'zh-CN': '该请求已处理', en: 'Already handled' },
  'scan.other-phone': { 'zh-CN': '已由另一部手机扫描', en: 'Scanned by another phone' },
  'scan.not-bound': { 'zh-CN': '此微信未绑定该邮箱', en: 'This WeChat is not bound to the mailbox' },
  'scan.picture': {
    'zh-CN': '请用摄像头扫描电脑屏幕上的二维码',
    en: 'Scan the code on the computer screen with the camera',
  },
  'scan.computer': { 'zh-CN': '请用手机微信确认', en: 'Confirm in WeChat on a phone' },
  'scan.policy': {
    'zh-CN': '不允许在此环境扫码，请换用验证码',
    en: 'Scanning is not allowed here, use a code',
  },
  'scan.purpose': { 'zh-CN': '该请求已变更，请重新扫码', en: 'The request has changed, scan again' },
  'binding.exists': { 'zh-CN': '已绑定此方式', en: 'This method is bound already' },
  'binding.none': { 'zh-CN': '此方式尚未绑定', en: 'This method is not bound' },
  'binding.full': { 'zh-CN': '此微信绑定的邮箱已达上限', en: 'This WeChat has reached its number of mailboxes' },
  'factor.unavailable': { 'zh-CN': '此方式尚未开放', en: 'This method is not available' },
  'account.changed': { 'zh-CN': '设置已在别处更改，请重试', en: 'Settings were changed elsewhere, retry' },
  'wechat.code': { 'zh-CN': '微信登录已过期，请重试', en: 'WeChat sign-in expired, retry' },
  'wechat.blocked': {
    'zh-CN': '微信登录受限，请在电脑上换用其他验证方式',
    en: 'WeChat sign-in is restricted, use another method',
  },
  'wechat.busy': { 'zh-CN': '操作太频繁，请一分钟后重试', en: 'Too often, retry in a minute' },
  'wechat.unavailable': { 'zh-CN': '微信暂时不可用，请换一种方式验证', en: 'WeChat unavailable, use another method' },
  'service.unavailable': { 'zh-CN': '服务暂时不可用，请稍后重试', en: 'Service unavailable, try later' },
  internal: { 'zh-CN': '系统出错，请稍后重试', en: 'Something failed, try later' },
}
