import { hasAddress, type Account, type Binding } from './account.ts'
import type { AuditEvent, Channel, OutboxEvent } from './audit.ts'
import { openBinding } from './binding.ts'
import type { Services } from './services.ts'

type Needs = Pick<Services, 'keys' | 'factors'>

const owner = (eventId: string) => ['notice', eventId]

export const openChannel = ({ keys }: Pick<Services, 'keys'>, eventId: string, { to }: Channel) =>
  keys.open(owner(eventId), to)

const sealChannel = ({ keys }: Pick<Services, 'keys'>, eventId: string, { via, to }: Channel): Channel => ({
  via,
  to: keys.seal(owner(eventId), to),
})

/** The same channel under the newest key. */
export const resealChannel = (needs: Pick<Services, 'keys'>, eventId: string, channel: Channel): Channel =>
  sealChannel(needs, eventId, { ...channel, to: openChannel(needs, eventId, channel) })

/** Where a factor's messages go is what it would send a code to. */
function channelOf(needs: Needs, accountId: string, binding: Binding): Channel[] {
  const factor = needs.factors[binding.kind]
  if (!factor?.via || !factor.reach) return []
  return [{ via: factor.via, to: factor.reach(openBinding(needs.keys, factor, accountId, binding)) }]
}

/**
 * An event with where it is told: the mailbox itself, everything that is bound, and what is bound by it. Decided before the change, so that what is
 * taken away is told of it too.
 */
export function withChannels(needs: Needs, event: AuditEvent, account: Account, added?: Binding): OutboxEvent {
  const bindings = added ? [...account.bindings, added] : account.bindings
  const all: Channel[] = [
    ...(hasAddress(account) ? [{ via: 'mail' as const, to: account.address }] : []),
    ...bindings.flatMap((binding) => channelOf(needs, account.id, binding)),
  ]
  return { ...event, channels: all.map((channel) => sealChannel(needs, event.id, channel)) }
}
