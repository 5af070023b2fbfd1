import { z } from 'zod'
import { challenge as shape, id, kind, session, twoDigits, typedCode } from './shapes.ts'

/** The challenge that was meant is no longer the one to be answered. */
const gone = ['challenge.none', 'challenge.replaced', 'challenge.over', 'challenge.expired'] as const

export const challenge = {
  'GET /api/challenge': {
    caller: 'browser',
    summary: 'The one live challenge of this browser session',
    output: shape,
    problems: ['challenge.none'],
  },
  'DELETE /api/challenge': {
    caller: 'browser',
    summary: 'Give up a bind or unbind. A sign-in is given up by signing out',
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
  'POST /api/challenge/answer': {
    caller: 'browser',
    summary:
      'A typed code. Right: the session is raised at once. Wrong: code.wrong with triesLeft, or throttle.wait with retryAt',
    input: z.strictObject({ challenge: id, kind, code: typedCode }),
    output: session,
    problems: [...gone, 'method.not-offered', 'method.known-only', 'throttle.wait', 'code.wrong', 'code.used'],
    cookies: ['session', 'browser'],
  },
  'POST /api/challenge/redeem': {
    caller: 'browser',
    summary: 'Finish an approved scan; with the two digits when needsNumber. Once',
    input: z.strictObject({ challenge: id, number: twoDigits.optional() }),
    output: session,
    problems: [
      ...gone,
      'challenge.not-approved',
      'method.not-offered',
      'number.wrong',
      'factor.unavailable',
      'scan.not-bound',
      'binding.exists',
      'account.changed',
    ],
    cookies: ['session', 'browser'],
  },
} as const
