// The states of a typed code: the line above the field, the button beside it, the line below.
import type { Sentence } from './portal.ts'

const both = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

export const code = {
  label: both('六位验证码', 'Six-digit code'),
  incomplete: both('请输入六位数字', 'Enter six digits'),
  lettersIncomplete: both('请输入完整的{name}', 'Enter the whole {name}'),
  locked: both('尝试次数过多，请等待 {time} 后重试', 'Too many tries, wait {time}'),
  lockedLead: both('可先换一种方式验证', 'Or use another method'),
  disabledLead: both('请换一种方式验证', 'Use another method'),
  usedLead: both('请等待下一个验证码', 'Wait for the next code'),
}

/** A code that travels: 已发送至 138****8000, 重新发送 0:48. */
export const sending = {
  toSend: both('验证码将发送至 {mask}', 'We will send a code to {mask}'),
  busy: both('正在发送至 {mask}', 'Sending to {mask}'),
  sent: both('已发送至 {mask}', 'Sent to {mask}'),
  valid: both('{n} 分钟内有效', 'Valid {n} minutes'),
  send: both('发送验证码', 'Send code'),
  again: both('重新发送', 'Resend'),
  againIn: both('重新发送 {time}', 'Resend in {time}'),
  wait: both('发送次数过多，请等待 {time} 后重试', 'Too many codes sent, wait {time}'),
  retry: both('请稍后重试，或换一种方式验证', 'Retry, or use another method'),
}

/** 没有收到验证码？: what became of the message of {time}, and what else can be done. */
export const notReceived = {
  ask: both('没有收到验证码？', 'No code received?'),
  state: {
    sending: both('{time} 开始发送，可能已在路上', 'Begun at {time}, it may be on its way'),
    sent: both('{time} 已发出', 'Sent at {time}'),
    failed: both('{time} 未能发出', 'Not sent at {time}'),
    unknown: both('{time} 发送，暂无回执，可能已在路上', 'Sent at {time}, no receipt yet, it may be on its way'),
  },
  otherWay: both('也可换一种方式验证', 'You can also use another method'),
  call: both('仍未收到，请联系 {phone}', 'Still nothing? Call {phone}'),
}

/** What differs between the services that carry a code. */
export const carriers = {
  sms: {
    failed: both('短信暂时无法发送', 'SMS cannot be sent now'),
    limit: both('今日短信次数已用完', 'No more SMS today'),
    tomorrow: both('请换一种方式验证，明日可再用短信', 'Use another method'),
    look: both('请检查手机信号，并查看是否被拦截', 'Check the reception and the blocked messages'),
  },
  email: {
    failed: both('邮件暂时无法发送', 'Mail cannot be sent now'),
    limit: both('今日邮件次数已用完', 'No more mail today'),
    tomorrow: both('请换一种方式验证，明日可再用备用邮箱', 'Use another method'),
    look: both('请查看该邮箱的垃圾邮件文件夹', 'Look in the spam folder'),
  },
}
