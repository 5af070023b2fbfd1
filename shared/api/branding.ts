import { z } from 'zod'

const text = z.string().min(1).max(200)

/** One file of the operator decides name, colours and whom to call. */
export const brandingShape = z.strictObject({
  product: text,
  productEn: text,
  organisation: text,
  organisationEn: text,
  phone: text,
  helpMail: text,
  /** The host people should see in the address bar. */
  host: text,
})

export const branding = {
  'GET /api/branding': {
    caller: 'anyone',
    summary: 'Name of the service and whom to ask for help',
    output: brandingShape,
    problems: [],
  },
} as const
