import type { Challenge, CodePrompt, Session } from '../../server/portal/answers.ts'
import { nothing, type Facts } from '../../server/portal/facts.ts'
import { CallError } from '../../shared/client.ts'
import { errors, type ErrorCode, type ProblemBody } from '../../shared/errors.ts'

export const start = Date.parse('2026-11-24T08:00:00.000Z')
export const iso = (ms: number) => new Date(start + ms).toISOString()

/** A sign-in challenge with a live ticket of two minutes. */
export const challengeWith = (part: Partial<Challenge> = {}, prompt: object = {}): Challenge => ({
  id: 'challenge-1',
  status: 'pending',
  denial: null,
  until: iso(120_000),
  strangers: 0,
  tickets: 1,
  now: iso(0),
  purpose: 'login',
  stage: 'prove',
  target: null,
  wantsTrust: false,
  needsNumber: false,
  expiresAt: iso(600_000),
  prompts: [
    {
      shape: 'scan',
      kind: 'wechat',
      url: 'https://mail.example/w/t',
      image: null,
      until: iso(120_000),
      renewals: 0,
      ...prompt,
    },
  ],
  ...part,
})

export const codePrompt = (part: Partial<CodePrompt> = {}): CodePrompt => ({
  shape: 'code',
  kind: 'wechat',
  sentTo: null,
  format: 'digits',
  sent: null,
  triesLeft: 5,
  restsUntil: null,
  ...part,
})

/** A message that left when the samples begin: good for five minutes, the next one may follow after one. */
export const sentWith = (part: Partial<NonNullable<CodePrompt['sent']>> = {}): NonNullable<CodePrompt['sent']> => ({
  state: 'sent',
  at: iso(0),
  until: iso(300_000),
  resendAt: iso(60_000),
  ...part,
})

export const smsPrompt = (part: Partial<CodePrompt> = {}): CodePrompt =>
  codePrompt({ kind: 'sms', sentTo: '138****8000', ...part })

export const factsWith = (part: Partial<Facts> = {}): Facts => ({ ...nothing, challenge: challengeWith(), ...part })

export const sessionWith = (part: Partial<Session> = {}): Session => ({
  state: 'second-step',
  address: 'li@mail.example',
  aal: 1,
  isTrusted: false,
  provedUntil: null,
  challenge: null,
  frozenUntil: null,
  passwordReported: false,
  passwordUrl: null,
  webmailUrl: null,
  now: iso(0),
  ...part,
})

/** What a refused call throws. */
export const refusal = (code: ErrorCode, part: Partial<ProblemBody> = {}): CallError =>
  new CallError(code, {
    type: 'about:blank',
    code,
    status: errors[code],
    title: code,
    requestId: 'request-1',
    ...part,
  })
