import type { Key } from '../../../shared/api/contract.ts'
import type { AuditType } from '../../../server/core/audit.ts'
import type { Cast } from './cast.ts'

/**
 * What a flow leaves in the database, beside what was there: bindings, sessions with a second step proved, and lines of the trail. `told`: the
 * addresses to which a notice of one of those lines came, however often.
 */
export type Left = Partial<Record<AuditType | 'bindings' | 'raised' | 'told', number>>

export interface Scene {
  /** Whose account it is. */
  address: string
  /** The one request that the process dies of. */
  act(): Promise<unknown>
  /** What the person does then, served by the other process, and what it must lead to. @param last the last write that was done. */
  goOn(last: string): Promise<void>
}

/** Where mail servers ask what may end in a write. */
export const doors = ['POST /doors/dovecot', 'GET /doors/nginx', 'POST /doors/report'] as const

/** Where browsers come for OpenID clients, and where those ask. */
export const openidDoors = [
  'GET /.well-known/openid-configuration',
  'GET /openid/auth',
  'GET /openid/continue/:id',
  'POST /openid/token',
  'POST /openid/mail-password',
  'GET /openid/end',
] as const

/** One thing that a browser, a phone or a mail server can ask for and that writes. */
export interface Flow {
  /** The functions of server/core; none when the route does it by one write of the store. */
  core: readonly string[]
  entry: Key | (typeof doors)[number] | (typeof openidDoors)[number]
  /** Its numbered list of writes, each of which is the last one once. */
  writes: readonly string[]
  /** What is left when the person has gone on. Where it is not the same for every death: by the last write. */
  leaves: Left | ((last: string) => Left)
  /** Everything before, at the process that lives. */
  begin(cast: Cast): Promise<Scene>
}

export type Flows = Record<string, Flow>
