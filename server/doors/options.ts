import type { MailProtocol } from '../../shared/mail-protocols.ts'
import type { Services } from '../core/services.ts'

export interface Backend {
  protocol: MailProtocol
  host: string
  port: number
}

export interface DoorLog {
  info(fields: object, message: string): void
  error(fields: object, message: string): void
}

export interface DoorOptions {
  services: Services
  /** Each mail server's own credential. */
  keys: readonly { name: string; secret: string }[]
  /** Where nginx leads clients on to, by address. */
  backends: readonly Backend[]
  /** What nginx shows there instead of the client's password; null: the client's own. */
  backendPassword: string | null
  log: DoorLog
  /** An outbox was filled. */
  soon(): void
}
