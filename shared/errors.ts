// Stable problem codes → HTTP status (RFC 9457). Clients show messages[code] and nothing else.
export const errors = {
  // the request itself
  'request.invalid': 400,
  'request.too-large': 413,
  'request.media-type': 415,
  'request.not-found': 404,
  'request.method': 405,
  'request.cross-site': 403,
  // who is asking
  'session.missing': 401,
  'session.ended': 401,
  'second-step.required': 403,
  'proof.required': 403,
  'enrolment.required': 403,
  'enrolment.password': 403,
  'phone.session': 401,
  // first step
  'login.wrong': 401,
  'throttle.wait': 429,
  'directory.unavailable': 503,
  // challenge
  'challenge.none': 404,
  'challenge.expired': 410,
  'challenge.replaced': 409,
  'challenge.not-approved': 409,
  'challenge.over': 409,
  'ticket.limit': 429,
  'code.wrong': 403,
  'code.used': 409,
  'code.expired': 410,
  'code.none': 409,
  'send.limit': 429,
  'method.not-offered': 409,
  'method.known-only': 403,
  'number.wrong': 403,
  // scan by a phone
  'scan.not-found': 404,
  'scan.expired': 410,
  'scan.used': 409,
  'scan.other-phone': 409,
  'scan.not-bound': 403,
  'scan.picture': 403,
  'scan.computer': 403,
  'scan.policy': 403,
  'scan.purpose': 409,
  // bindings
  'number.invalid': 400,
  'number.foreign': 400,
  'binding.exists': 409,
  'binding.none': 404,
  'binding.full': 409,
  'address.invalid': 400,
  'address.own': 400,
  'factor.unavailable': 409,
  'account.changed': 409,
  'account.frozen': 403,
  'notice.expired': 410,
  'app-password.full': 409,
  // WeChat, seen from our side
  'wechat.code': 401,
  'wechat.blocked': 403,
  'wechat.busy': 429,
  'wechat.unavailable': 503,
  // ours
  'service.unavailable': 503,
  internal: 500,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errors

/** The body of every failure: application/problem+json. `retryAt` is an ISO time, `triesLeft` how many guesses remain before a rest. */
export interface ProblemBody {
  type: 'about:blank'
  code: ErrorCode
  status: number
  title: string
  requestId: string
  retryAt?: string
  triesLeft?: number
  fields?: string[]
}
