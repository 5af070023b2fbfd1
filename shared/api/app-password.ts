import { z } from 'zod'
import { appPasswordKinds, appPasswordLives, mailProtocols } from '../mail-protocols.ts'
import { limits } from '../limits.ts'
import { id, place, time } from './shapes.ts'

const protocol = z.enum(mailProtocols)

/** Said so that a validator of any language knows it: those of the next rule in the first plane of Unicode, but halves of a pair. */
const outOfSight = String.raw`\u0000-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb`

/** What a person calls it, on one line and in sight: no control character, and none that has no width or turns the direction of the text. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(limits.appPasswordName)
  .regex(new RegExp(`^[^${outOfSight}]*$`, 'u'))
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u.test(text))

const listed = z.strictObject({
  id,
  name: z.string(),
  kind: z.enum(appPasswordKinds),
  protocols: z.array(protocol),
  createdAt: time,
  /** null: no limit. */
  until: time.nullable(),
  /** The last sign-in with it; null: never. Brought up to date every limits.appPasswordUseEvery at most. */
  used: z.strictObject({ at: time, protocol, ip: z.string(), place }).nullable(),
})

/** A mail client that signed in lately with the mailbox password, as the mail servers have told. */
const client = z.strictObject({ protocol, ip: z.string(), place, lastAt: time })

const server = z.strictObject({
  protocol,
  host: z.string(),
  port: z.int(),
  /** TLS from the first byte, or STARTTLS. */
  security: z.enum(['tls', 'starttls']),
})

const passwords = z.strictObject({
  passwords: z.array(listed),
  most: z.int(),
  /** Mail clients need one of these; else the mailbox password works too. */
  isTwoStepOn: z.boolean(),
  /** What a mail client is set up with; empty when the operator has not told. */
  servers: z.array(server),
  /** Mail clients of the last limits.mailClientKept that would stop when two-step is switched on. */
  clients: z.array(client),
  /** Since when a mail server could not be told that a password has ended: its open sessions may go on. null: all were told. */
  unreachedSince: time.nullable(),
  now: time,
})

export const appPassword = {
  'GET /api/app-passwords': {
    caller: 'signed-in',
    summary: 'Client-specific passwords, without their texts',
    output: passwords,
    problems: [],
  },
  'POST /api/app-passwords': {
    caller: 'proved',
    summary: 'Make one. Its text is in this answer and nowhere else',
    input: z.strictObject({
      name,
      protocols: z.array(protocol).min(1).max(mailProtocols.length),
      life: z.enum(appPasswordLives),
    }),
    output: z.strictObject({
      made: listed,
      /** Sixteen letters. */
      password: z.string(),
      list: passwords,
    }),
    problems: ['app-password.full', 'account.changed', 'account.frozen'],
  },
  'DELETE /api/app-passwords/:id': {
    caller: 'signed-in',
    summary: 'End one: mail clients are refused at once. Succeeds for one that is gone already',
    params: z.strictObject({ id }),
    output: passwords,
    problems: [],
  },
} as const
