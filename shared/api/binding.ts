import { z } from 'zod'
import { challenge, id, kind, time } from './shapes.ts'

const method = z.strictObject({
  kind,
  /** The operator has switched this factor on. */
  available: z.boolean(),
  isDefault: z.boolean(),
  binding: z.strictObject({ id, mask: z.string().nullable(), boundAt: time }).nullable(),
})

export const binding = {
  'GET /api/bindings': {
    caller: 'signed-in',
    isForEnrolment: true,
    summary: 'The settings page: every factor in catalogue order, what is bound, and how many recovery codes are left',
    output: z.strictObject({
      isOn: z.boolean(),
      methods: z.array(method),
      /** null: none were made, or the last factor is gone and they with it. */
      recovery: z.strictObject({ left: z.int(), of: z.int(), madeAt: time }).nullable(),
      now: time,
    }),
    problems: [],
  },
  'POST /api/bindings': {
    caller: 'proved',
    isForEnrolment: true,
    summary: 'Begin to bind a factor: a challenge of purpose bind',
    input: z.strictObject({ kind }),
    output: challenge,
    problems: ['factor.unavailable', 'binding.exists', 'challenge.replaced', 'account.frozen', 'enrolment.password'],
  },
  'POST /api/bindings/:id/unbind': {
    caller: 'signed-in',
    summary: 'Begin to unbind: a challenge of purpose unbind whose proof is good for this one change',
    params: z.strictObject({ id }),
    input: z.strictObject({}),
    output: challenge,
    problems: ['binding.none', 'challenge.replaced', 'account.frozen'],
  },
  'POST /api/bindings/:id/rebind': {
    caller: 'signed-in',
    summary:
      'Begin to put another binding of the same kind in its place: first a proof of its own (stage prove), then the new one (stage bind). The old one stays until then',
    params: z.strictObject({ id }),
    input: z.strictObject({}),
    output: challenge,
    problems: ['binding.none', 'factor.unavailable', 'challenge.replaced', 'account.frozen'],
  },
  'POST /api/proof': {
    caller: 'signed-in',
    summary: 'Begin a fresh proof, which `proved` entries ask for: a challenge of purpose prove',
    input: z.strictObject({}),
    output: challenge,
    problems: ['binding.none', 'challenge.replaced'],
  },
  'POST /api/recovery-codes': {
    caller: 'proved',
    summary: 'Ten new recovery codes in place of the old ones, shown this once. Only beside another factor',
    input: z.strictObject({}),
    output: z.strictObject({ codes: z.array(z.string()), now: time }),
    problems: ['binding.none', 'account.changed', 'account.frozen'],
  },
} as const
