// What a security notice says happened: a sentence for mails, and at most 12 characters for SMS (which knows Chinese only).
import type { Language } from './problems.ts'

export interface NoticeWords {
  what: Record<Language, string>
  short: string
}

const words = (zh: string, en: string, short: string): NoticeWords => ({ what: { 'zh-CN': zh, en }, short })

/** By the event's type; {method} is the factor's name. */
export const noticeWords = {
  'factor.bound': words(
    '您的邮箱绑定了新的验证方式：{method}。',
    '{method} was bound to your mailbox.',
    '绑定了{method}',
  ),
  'factor.changed': words(
    '您的邮箱修改了验证方式：{method}。',
    '{method} of your mailbox was changed.',
    '修改了{method}',
  ),
  'factor.unbound': words(
    '您的邮箱解绑了验证方式：{method}。',
    '{method} was unbound from your mailbox.',
    '解绑了{method}',
  ),
  'recovery.made': words(
    '您的邮箱生成了新的恢复码。',
    'New recovery codes were made for your mailbox.',
    '生成了恢复码',
  ),
  'device.trusted': words(
    '一个浏览器成为可信设备，以后登录免二次验证。',
    'A browser became a trusted device and skips the second step.',
    '新增可信设备',
  ),
  'device.theft': words(
    '一个可信设备的凭据被重复使用，可能已被盗用，已自动取消信任。',
    'The credential of a trusted device was used twice and may be stolen; its trust was ended.',
    '可信设备被盗用',
  ),
  'app-password.made': words(
    '您的邮箱生成了新的客户端专用密码。',
    'A new app password was made for your mailbox.',
    '新增专用密码',
  ),
  'app-password.ended': words(
    '您的邮箱删除了一个客户端专用密码，使用它的客户端将无法登录。',
    'An app password of your mailbox was deleted; the mail client that used it is refused.',
    '删除专用密码',
  ),
  'client.old': words(
    '您的客户端仍在使用邮箱密码。请在“客户端专用密码”页面为它生成专用密码，并填入客户端的密码栏。',
    'One of your mail clients still uses the mailbox password. Make an app password for it and paste it as the password there.',
    '客户端用旧密码',
  ),
  'account.reset': words(
    '帮助台重置了您的二次验证：原有验证方式、可信设备和登录已全部取消。',
    'The help desk reset your two-step verification: all methods, trusted devices and sign-ins were ended.',
    '二次验证被重置',
  ),
  'account.unlocked': words(
    '管理员解除了冻结，您的邮箱可以重新修改验证方式。',
    'An administrator ended the freeze: the methods of your mailbox may be changed again.',
    '解除了冻结',
  ),
  'account.enrol': words(
    '管理员要求您修改邮箱密码，然后登录并绑定一种验证方式。',
    'An administrator wants you to change your mailbox password, then to sign in and bind a method.',
    '须绑定验证方式',
  ),
  'codes.ended': words(
    '系统更换了密钥，您未用的{method}已失效。',
    '{method}: what you have not used has ended, because the system changed its keys.',
    '{method}已失效',
  ),
  'login.failed': words(
    '有人输入了正确的邮箱密码，但二次验证多次失败。',
    'Somebody typed your right mailbox password, but failed the second step several times.',
    '二次验证多次失败',
  ),
  'login.refused': words(
    '有人输入了正确的邮箱密码，登录在手机上被拒绝。',
    'Somebody typed your right mailbox password; the sign-in was refused on the phone.',
    '登录被拒绝',
  ),
  'change.refused': words(
    '有人要更改您邮箱的验证方式，操作在手机上被拒绝。',
    'Somebody tried to change how your mailbox is verified; it was refused on the phone.',
    '更改被拒绝',
  ),
} as const

/** For an event of a kind that is not in the table, which no version of ours tells. */
export const otherNotice = words(
  '您的邮箱安全设置有变动。',
  'The security settings of your mailbox changed.',
  '安全设置有变动',
)
