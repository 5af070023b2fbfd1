import type { OutboxEvent } from './audit.ts'

/** One mail server that has to be told of one event. */
export interface Kick {
  id: string
  accountId: string
  node: string
  address: string
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
  end(node: string, address: string): Promise<boolean>
}
