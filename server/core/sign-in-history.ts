import type { Output } from '../../shared/api/contract.ts'
import type { SignInResult } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import type { AuditEvent, AuditType } from './audit.ts'
import { browserView } from './views.ts'
import type { Services } from './services.ts'

type SignIn = Output<'GET /api/history'>['signIns'][number]

const shown = ['login.succeeded', 'login.failed', 'login.refused'] as const satisfies AuditType[]

/** How a sign-in ended; of `login.succeeded`, `login.failed` and `login.refused`. */
export function resultOf({ type, method }: AuditEvent): SignInResult {
  if (type === 'login.succeeded') return 'ok'
  if (type === 'login.refused') return 'refused'
  return method === 'password' ? 'wrong-password' : 'wrong-code'
}

const signInOf = (event: AuditEvent): SignIn => ({
  id: event.id,
  at: event.at.toISOString(),
  browser: event.browser && browserView(event.browser),
  method: event.method,
  kind: event.kind,
  result: resultOf(event),
})

/** 登录记录: a view of the trail. */
export async function historyOf({ audit, now }: Services, account: Account): Promise<Output<'GET /api/history'>> {
  const events = await audit.newest(account.id, shown, limits.historyRows)
  return { signIns: events.map(signInOf), now: now().toISOString() }
}
