/** Of the demo alone, in milliseconds; the product’s own are in shared/limits.ts. */
export const periods = {
  /** How often the console’s page asks what there is to show. */
  look: 2_000,
  /** How long a message in the outbox counts as new. */
  isNew: 60_000,
  /** How often the demo looks whether npm still runs. */
  starters: 1_000,
} as const
