import type { ErrorCode } from '../../shared/errors.ts'

export interface ProblemDetails {
  retryAt?: Date
  triesLeft?: number
  fields?: string[]
}

/** The only thing core throws on purpose. http turns it into problem+json; anything else thrown is a 500 without text. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly details: ProblemDetails
  constructor(code: ErrorCode, details: ProblemDetails = {}) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
}
