import { z } from 'zod'
import { challenge as shape, id, kind, session, twoDigits, typedCode, typedTarget } from './shapes.ts'

/** The challenge that was meant is no longer the one to be answered. */
const gone = ['challenge.none', 'challenge.replaced', 'challenge.over', 'challenge.expired'] as const

/** What a change of factors may meet when it is made. */
const change = [
  'factor.unavailable',
  'binding.exists',
  'binding.none',
  'account.changed',
  'account.frozen',
  'enrolment.password',
] as const

export const challenge = {
  'GET /api/challenge': {
    caller: 'browser',
    summary: 'The one live challenge of this browser session',
    output: shape,
    problems: ['challenge.none'],
  },
  'DELETE /api/challenge': {
    caller: 'browser',
    summary: 'Give up a change or a proof. A sign-in is given up by signing out',
    output: session,
    problems: ['challenge.none', 'challenge.replaced'],
  },
  'POST /api/challenge/renew': {
    caller: 'browser',
    summary:
      'A new QR: a new ticket while the challenge is pending, a new challenge of the same purpose afterwards. Tries are kept',
    input: z.strictObject({ challenge: id, by: z.enum(['timer', 'click']) }),
    output: shape,
    problems: [...gone, 'ticket.limit', 'method.not-offered'],
  },
  'POST /api/challenge/trust': {
    caller: 'browser',
    summary: '同设备登录免二次验证: what the check-box says, before the proof. The phone may still say no',
    input: z.strictObject({ challenge: id, wanted: z.boolean() }),
    output: shape,
    problems: [...gone, 'method.not-offered'],
  },
  'POST /api/challenge/send': {
    caller: 'browser',
    summary:
      'Send a code; to bind, to the target given here. Again only after resendAt, and a new code takes the old one’s place; tries are kept',
    input: z.strictObject({ challenge: id, kind, target: typedTarget.optional() }),
    output: shape,
    problems: [
      ...gone,
      'method.not-offered',
      'throttle.wait',
      'send.limit',
      'address.invalid',
      'address.own',
      'number.invalid',
      'number.foreign',
    ],
  },
  'POST /api/challenge/answer': {
    caller: 'browser',
    summary:
      'A typed code. Right: the session is raised, the change is made, or (rebind) the new binding is asked for. Wrong: code.wrong with triesLeft, or throttle.wait with retryAt',
    input: z.strictObject({ challenge: id, kind, code: typedCode }),
    output: session,
    problems: [
      ...gone,
      'method.not-offered',
      'method.known-only',
      'throttle.wait',
      'code.wrong',
      'code.used',
      'code.expired',
      'code.none',
      ...change,
    ],
    cookies: ['session', 'browser', 'device'],
  },
  'POST /api/challenge/redeem': {
    caller: 'browser',
    summary: 'Finish an approved scan; with the two digits when needsNumber. Once',
    input: z.strictObject({ challenge: id, number: twoDigits.optional() }),
    output: session,
    problems: [...gone, 'challenge.not-approved', 'method.not-offered', 'number.wrong', 'scan.not-bound', ...change],
    cookies: ['session', 'browser', 'device'],
  },
} as const
