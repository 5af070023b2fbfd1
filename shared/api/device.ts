import { z } from 'zod'
import { signInResults } from '../factors.ts'
import { browser, id, kind, session, time } from './shapes.ts'

const trusted = z.strictObject({
  id,
  browser,
  firstAt: time,
  usedAt: time,
  until: time,
  /** The browser that asks. */
  isThis: z.boolean(),
})

const devices = z.strictObject({ devices: z.array(trusted), most: z.int(), now: time })

const signIn = z.strictObject({
  id: z.string(),
  at: time,
  browser: browser.nullable(),
  /** How the second step was done; password: none was asked or it was not reached; device: a trusted device. */
  method: z.enum(['password', 'scan', 'code', 'device']).nullable(),
  kind: kind.nullable(),
  result: z.enum(signInResults),
})

export const device = {
  'GET /api/devices': {
    caller: 'signed-in',
    summary: 'Browsers that are excused from the second step at sign-in',
    output: devices,
    problems: [],
  },
  'DELETE /api/devices/:id': {
    caller: 'signed-in',
    summary: 'End the trust in one browser. Succeeds for one that is gone already',
    params: z.strictObject({ id }),
    output: devices,
    problems: [],
  },
  'DELETE /api/devices': {
    caller: 'signed-in',
    summary: 'End the trust in every browser',
    output: devices,
    problems: [],
  },
  'GET /api/history': {
    caller: 'signed-in',
    summary: 'The latest sign-ins in a browser, those that failed too: a view of the trail',
    output: z.strictObject({ signIns: z.array(signIn), now: time }),
    problems: [],
  },
  'DELETE /api/sessions': {
    caller: 'signed-in',
    summary: 'Sign out everywhere: every session of this mailbox, this one too',
    output: session,
    problems: ['account.changed'],
    cookies: ['session'],
  },
  'POST /api/not-me': {
    caller: 'anyone',
    summary:
      '不是我 in a notice: no factor can be changed for a while, and every session and trusted device of the mailbox ends. Restores nothing. Once a notice',
    input: z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_.-]{20,400}$/) }),
    output: z.strictObject({ frozenUntil: time, now: time }),
    problems: ['notice.expired', 'throttle.wait'],
  },
} as const
