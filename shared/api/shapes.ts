// Shapes that more than one endpoint answers with. Times are ISO 8601 strings of the server's clock; every answer that carries an expiry carries `now` too.
import { z } from 'zod'
import { deliveries, denials, factorKinds, purposes, stages, statuses } from '../factors.ts'
import { limits } from '../limits.ts'

export const time = z.iso.datetime()
export const id = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/)
export const kind = z.enum(factorKinds)
export const purpose = z.enum(purposes)
/** Six digits or a recovery code; the client may send full-width characters, spaces and dashes, the server folds them. */
export const typedCode = z.string().min(1).max(64)
/** An address or a phone number as it was typed; the server folds it. */
export const typedTarget = z.string().min(1).max(limits.addressLength)
/** Two digits of the number match. */
export const twoDigits = z.string().regex(/^\d{2}$/)
export const address = z.string().min(3).max(limits.addressLength)
/** A code of wx.login: opaque, once, five minutes. */
export const wechatCode = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/)

export const place = z.strictObject({
  /** Country (only when not China), province or city, ready to show; null when unknown. */
  area: z.string().nullable(),
  /** Operator such as 教育网; null when unknown. */
  network: z.string().nullable(),
})

export const browser = z.strictObject({ name: z.string(), system: z.string(), place, ip: z.string() })

/** How a method is offered on the second step. One factor may have several prompts. */
const prompt = z.discriminatedUnion('shape', [
  z.strictObject({
    shape: z.literal('scan'),
    kind,
    /** The text of the QR, or null when there is no live ticket. */
    url: z.string().nullable(),
    /** A picture of a mini-program code instead, as a data URI, when the operator chose it. */
    image: z.string().nullable(),
    until: time,
    /** How many times the ticket was renewed without a click. */
    renewals: z.int(),
  }),
  z.strictObject({
    shape: z.literal('code'),
    kind,
    /** Where the code was or will be sent, masked; null when it is read from a device. */
    sentTo: z.string().nullable(),
    /** six digits, or the letters of a recovery code */
    format: z.enum(['digits', 'letters']),
    /** The last message with a code; null when none was sent for this challenge. */
    sent: z.strictObject({ state: z.enum(deliveries), at: time, until: time, resendAt: time }).nullable(),
    /** Guesses left before a rest. */
    triesLeft: z.int(),
    /** No guess is taken before this time. */
    restsUntil: time.nullable(),
  }),
  z.strictObject({
    shape: z.literal('secret'),
    kind,
    /** otpauth://totp/issuer:address?secret=…, the text of the QR */
    url: z.string(),
    /** The same key for typing, base32. */
    key: z.string(),
  }),
])

/** What news of a challenge tell: no secret, nobody's name. */
const challengeState = z.strictObject({
  id,
  status: z.enum(statuses),
  denial: z.enum(denials).nullable(),
  /** When the present state ends: the ticket, the confirmation, the time to redeem. */
  until: time,
  /** Phones that were turned away because they are not bound to the account. */
  strangers: z.int(),
  /** Ordinal of the ticket in the QR. When it is not the one on the screen, ask GET /api/challenge for the new QR. */
  tickets: z.int(),
  now: time,
})

export const challenge = challengeState.extend({
  purpose,
  stage: z.enum(stages),
  /** The factor that is bound, unbound or replaced; null at sign-in. */
  target: kind.nullable(),
  /** The user wants this browser excused from the second step from now on (sign-in only). */
  wantsTrust: z.boolean(),
  /** The browser's user must type the two digits that the phone shows. */
  needsNumber: z.boolean(),
  expiresAt: time,
  prompts: z.array(prompt),
})

export const session = z.strictObject({
  /**
   * second-step: a factor is left to prove. change-password and enrol: an operator wants a first factor bound before anything else; to bind it,
   * another password than the one of that moment has to be typed first.
   */
  state: z.enum(['anonymous', 'second-step', 'change-password', 'enrol', 'signed-in']),
  address: z.string().nullable(),
  /** A factor was proved at or after sign-in (aal 2), or the account has none (aal 1). */
  aal: z.union([z.literal(1), z.literal(2)]).nullable(),
  /** The second step was skipped: this browser is a trusted device. */
  isTrusted: z.boolean(),
  /** Until when a factor proof is fresh enough to change factors. */
  provedUntil: time.nullable(),
  challenge: challenge.nullable(),
  /** After 不是我 in a notice: until then no factor can be changed. */
  frozenUntil: time.nullable(),
  /** The phone said 不是我操作, and the mailbox password is still the one that was typed there. */
  passwordReported: z.boolean(),
  /** Where the mailbox password is changed; null when people have to call. */
  passwordUrl: z.string().nullable(),
  /** Where the webmail is; null shows the welcome page. */
  webmailUrl: z.string().nullable(),
  now: time,
})

export const phoneTokens = z.strictObject({
  /** Bearer token for /api/phone/*, short-lived. */
  token: z.string(),
  tokenUntil: time,
  /** Gives the next token; rotated at each use. */
  refresh: z.string(),
  refreshUntil: time,
  now: time,
})
