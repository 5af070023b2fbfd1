import type { AuditEvent, OutboxEvent } from './audit.ts'

/** One message about one event to one channel; `to` is sealed for the event. */
export interface Notice {
  id: string
  via: 'mail' | 'sms'
  to: string
  event: AuditEvent
  tries: number
  dueAt: Date
  sentAt: Date | null
  failedAt: Date | null
}

/** The notices of an event: the same ids however often it is carried. */
export const noticesOf = ({ channels = [], ending: _, ...event }: OutboxEvent): Notice[] =>
  channels.map(({ via, to }, index) => ({
    id: `${event.id}:${index}`,
    via,
    to,
    event,
    tries: 0,
    dueAt: event.at,
    sentAt: null,
    failedAt: null,
  }))
