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
    summary: 'The settings page: every factor in catalogue order and what is bound',
    output: z.strictObject({ isOn: z.boolean(), methods: z.array(method), now: time }),
    problems: [],
  },
  'POST /api/bindings': {
    caller: 'proved',
    summary: 'Begin to bind a factor: a challenge of purpose bind',
    input: z.strictObject({ kind }),
    output: challenge,
    problems: ['factor.unavailable', 'binding.exists', 'challenge.replaced'],
  },
  'POST /api/bindings/:id/unbind': {
    caller: 'signed-in',
    summary: 'Begin to unbind: a challenge of purpose unbind whose proof is good for this one change',
    params: z.strictObject({ id }),
    input: z.strictObject({}),
    output: challenge,
    problems: ['binding.none', 'challenge.replaced'],
  },
} as const
