import type { OutboxEvent } from './audit.ts'

/** One mail server, or one OpenID client, that has to be told of one event. */
export interface Kick {
  id: string
  accountId: string
  /** The mail server's origin, or clientNode. */
  node: string
  address: string
  /** The browser's session that is over; of OpenID clients only. */
  sessionId?: string
  /** Only what was cached of the mailbox is to go: its open sessions stay. */
  isCacheOnly?: boolean
  /** When it was to be done first. */
  at: Date
  dueAt: Date
  tries: number
  doneAt: Date | null
}

/** The same ids however often the event is carried. */
export const kicksOf = (nodes: readonly string[], { id, accountId, ending: asked }: OutboxEvent): Kick[] =>
  (asked?.at ?? []).flatMap((at, time) =>
    nodes.map((node, index) => ({
      id: `${id}:${index}:${time}`,
      accountId: accountId ?? '',
      node,
      address: asked!.address,
      at,
      dueAt: at,
      tries: 0,
      doneAt: null,
    })),
  )

/** The mail servers' own door for operators. */
export interface MailNodes {
  names: readonly string[]
  /** Forgets what was cached of the mailbox and ends its open sessions. Never throws; answers within limits.kickTimeout. @returns whether it is done. */
  end(node: string, kick: Pick<Kick, 'address' | 'isCacheOnly'>): Promise<boolean>
}
