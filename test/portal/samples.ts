import type { Challenge, Session } from '../../server/portal/answers.ts'
import { nothing, type Facts } from '../../server/portal/facts.ts'

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
  target: null,
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

export const factsWith = (part: Partial<Facts> = {}): Facts => ({ ...nothing, challenge: challengeWith(), ...part })

export const sessionWith = (part: Partial<Session> = {}): Session => ({
  state: 'second-step',
  address: 'li@mail.example',
  aal: 1,
  provedUntil: null,
  challenge: null,
  passwordReported: false,
  passwordUrl: null,
  webmailUrl: null,
  now: iso(0),
  ...part,
})
