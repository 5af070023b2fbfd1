import { z } from 'zod'
import { doubts, stages } from '../factors.ts'
import { browser, id, kind, phoneTokens, purpose, time, twoDigits, wechatCode } from './shapes.ts'

const ticket = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
const scanStatus = z.enum(['scanned', 'approved', 'denied', 'redeemed', 'expired'])

const wechat = ['wechat.code', 'wechat.blocked', 'wechat.busy', 'wechat.unavailable'] as const

const scan = z.strictObject({
  scan: id,
  status: scanStatus,
  purpose,
  stage: z.enum(stages),
  /** The factor that is bound, unbound or replaced; null at sign-in and for a proof. */
  target: kind.nullable(),
  /** The browser asked to be trusted: the phone's switch is shown, and begins where the browser's check-box is. */
  asksTrust: z.boolean(),
  /** In full to a WeChat bound to the account, else l***@… */
  address: z.string(),
  browser,
  /** What speaks against the scan: with any of them a sign-in is shown as one from a strange place and ends with the two digits. */
  doubts: z.array(z.enum(doubts)),
  /** Where this mailbox usually signs in; only beside doubts, and only for a WeChat bound to it. */
  usualArea: z.string().nullable(),
  startedAt: time,
  /** Unbind only: this is the last factor, two-step verification will be off. */
  isLast: z.boolean(),
  /** Shown after approval and until the browser's user typed it. */
  number: twoDigits.nullable(),
  until: time,
  now: time,
})

const activity = z.strictObject({
  id: z.string(),
  what: z.enum([
    'login.approved',
    'login.refused',
    'change.approved',
    'wechat.bound',
    'wechat.changed',
    'wechat.unbound',
  ]),
  address: z.string(),
  at: time,
  browser: z.string().nullable(),
  area: z.string().nullable(),
})

export const phone = {
  'POST /api/phone/session': {
    caller: 'anyone',
    summary:
      'A session for this WeChat and installation from a fresh wx.login code. It may read codes and look at scans, never decide',
    input: z.strictObject({ code: wechatCode, installation: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/) }),
    output: phoneTokens,
    problems: ['throttle.wait', ...wechat],
  },
  'POST /api/phone/session/renew': {
    caller: 'anyone',
    summary: 'The next token; works without WeChat. The presented refresh text is replaced',
    input: z.strictObject({ refresh: z.string().min(16).max(200) }),
    output: phoneTokens,
    problems: ['phone.session'],
  },
  'DELETE /api/phone/session': {
    caller: 'phone',
    summary: 'End this installation’s session',
    output: z.strictObject({}),
    problems: [],
  },
  'GET /api/phone/codes': {
    caller: 'phone',
    summary:
      'Per bound mailbox the present code and the next ones (limits.codesAhead), so that a phone without network can show them',
    output: z.strictObject({
      mailboxes: z.array(
        z.strictObject({
          id,
          address: z.string(),
          boundAt: time,
          codes: z.array(z.strictObject({ code: z.string().regex(/^\d{6}$/), from: time, until: time })),
        }),
      ),
      now: time,
    }),
    problems: [],
  },
  'GET /api/phone/activity': {
    caller: 'phone',
    summary: 'What this WeChat did lately: approved, refused, bound, unbound',
    output: z.strictObject({ activity: z.array(activity), now: time }),
    problems: [],
  },
  'POST /api/phone/scans': {
    caller: 'phone',
    summary:
      'A QR was read: pending → scanned for a WeChat bound to the account (bind: any). The same phone may ask again',
    input: z.strictObject({
      ticket,
      /** Entry scene of WeChat (1011 camera, 1012/1013 picture …). */
      scene: z.int().min(0).max(9_999),
      platform: z.string().max(32),
    }),
    output: scan,
    problems: [
      'scan.computer',
      'scan.not-found',
      'scan.picture',
      'scan.other-phone',
      'scan.used',
      'scan.expired',
      'scan.not-bound',
      'binding.full',
      'scan.policy',
    ],
  },
  'GET /api/phone/scans/:scan': {
    caller: 'phone',
    summary: 'What became of the scan; only for the phone that took it',
    params: z.strictObject({ scan: id }),
    output: scan,
    problems: ['scan.not-found', 'scan.other-phone'],
  },
  'POST /api/phone/scans/:scan/answer': {
    caller: 'phone',
    summary: 'approve, deny or report (不是我操作), each with a fresh wx.login code. Idempotent for the same phone',
    params: z.strictObject({ scan: id }),
    input: z.strictObject({
      answer: z.enum(['approve', 'deny', 'report']),
      purpose,
      code: wechatCode,
      trust: z.boolean().optional(),
    }),
    output: scan,
    problems: [
      'scan.not-found',
      'scan.other-phone',
      'scan.purpose',
      'scan.used',
      'scan.expired',
      'scan.not-bound',
      ...wechat,
    ],
  },
} as const
