import { z } from 'zod'
import { limits } from '../limits.ts'
import { address, session as shape } from './shapes.ts'

export const session = {
  'GET /api/session': {
    caller: 'anyone',
    summary: 'What this browser is: nobody, between the two steps, or signed in. Also how a lost answer is asked again',
    output: shape,
    problems: [],
    cookies: ['session'],
  },
  'POST /api/session': {
    caller: 'anyone',
    summary: 'First step: address and mailbox password. An unknown address and a wrong password look alike',
    input: z.strictObject({ address, password: z.string().min(1).max(limits.passwordLength) }),
    output: shape,
    problems: ['login.wrong', 'throttle.wait', 'method.known-only', 'directory.unavailable'],
    cookies: ['session', 'browser', 'device'],
  },
  'DELETE /api/session': {
    caller: 'anyone',
    summary: 'Sign out. Succeeds for nobody too',
    output: shape,
    problems: [],
    cookies: ['session'],
  },
} as const
