// What a contract entry may be refused with: what it names itself, and what its caller, its input and its method imply.
import type { Caller, Cookie, Endpoint } from '../../shared/api/contract.ts'
import type { ErrorCode } from '../../shared/errors.ts'

const signedOut = ['session.missing', 'session.ended'] as const

const byCaller: Record<Caller, readonly ErrorCode[]> = {
  anyone: [],
  browser: signedOut,
  'signed-in': [...signedOut, 'second-step.required'],
  proved: [...signedOut, 'second-step.required', 'proof.required'],
  phone: ['phone.session'],
}

/** The caller is a browser with a session. */
export const needsBrowser = ({ caller }: Endpoint): boolean => caller !== 'anyone' && caller !== 'phone'

/** A browser that changes state: it has to show that one of our own pages asks. */
export const isGuarded = (key: string): boolean => !key.startsWith('GET ') && !key.includes(' /api/phone/')

/** Every code that this entry may answer with. */
export function refusalsOf(key: string, endpoint: Endpoint): Set<ErrorCode> {
  const { caller, params, input, problems, isForEnrolment } = endpoint
  return new Set<ErrorCode>([
    ...(isGuarded(key) ? (['request.cross-site'] as const) : []),
    ...(params || input ? (['request.invalid'] as const) : []),
    ...(input ? (['request.too-large', 'request.media-type'] as const) : []),
    // A name that is no text, or none: the path is another one.
    ...(params ? (['request.not-found'] as const) : []),
    ...byCaller[caller],
    ...(byCaller[caller].includes('second-step.required') && !isForEnrolment ? (['enrolment.required'] as const) : []),
    ...problems,
    'service.unavailable',
    'internal',
  ])
}

/** Every cookie that its answer may set; a browser whose last answer was lost is given its session's again. */
export const cookiesOf = (endpoint: Endpoint): Set<Cookie> =>
  new Set<Cookie>([...(needsBrowser(endpoint) ? (['session'] as const) : []), ...(endpoint.cookies ?? [])])
