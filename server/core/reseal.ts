// Single records under the newest key: what their old and new texts are. Nothing is written here.
import type { Account, Binding } from './account.ts'
import type { OutboxEvent } from './audit.ts'
import { closeBinding, openBinding } from './binding.ts'
import { resealChannel } from './channels.ts'
import type { Notice } from './notice-row.ts'
import type { AccountSeals, NoticeSeals, PhoneSeals } from './operator-stores.ts'
import { openidOf, phoneSeals } from './phone.ts'
import type { Services } from './services.ts'
import type { PhoneSession } from './session.ts'

type Needs = Pick<Services, 'keys' | 'factors'>

function bindingSeals(needs: Needs, accountId: string, binding: Binding): AccountSeals['bindings'] {
  const { keys, factors } = needs
  const { id, kind, sealed, mark, boundAt } = binding
  const made = [...Object.values(sealed), ...(mark === null ? [] : [mark])]
  const factor = factors[kind]
  if (!factor || made.every(keys.isNewest)) return []
  const after = closeBinding(keys, factor, accountId, id, openBinding(keys, factor, accountId, binding), boundAt)
  return [{ id, before: { sealed, mark }, after: { sealed: after.sealed, mark: after.mark } }]
}

function channelSeals(needs: Needs, { id, channels = [] }: OutboxEvent): AccountSeals['channels'] {
  if (channels.every(({ to }) => needs.keys.isNewest(to))) return []
  return [{ id, before: channels, after: channels.map((channel) => resealChannel(needs, id, channel)) }]
}

/** @returns null when nothing in it is under an older key. @throws Error when something does not open. */
export function accountSeals(needs: Needs, { id, bindings, outbox }: Account): AccountSeals | null {
  const seals = {
    id,
    bindings: bindings.flatMap((binding) => bindingSeals(needs, id, binding)),
    channels: outbox.flatMap((event) => channelSeals(needs, event)),
  }
  return seals.bindings.length + seals.channels.length > 0 ? seals : null
}

export function sealsOfPhone({ keys }: Needs, session: PhoneSession): PhoneSeals | null {
  const { id, mark, sealed, installation } = session
  if (keys.isNewest(mark) && keys.isNewest(sealed)) return null
  const after = phoneSeals(keys, installation, openidOf(keys, session))
  return { id, installation, before: { mark, sealed }, after }
}

export function noticeSeals(needs: Needs, { id, via, to, event }: Notice): NoticeSeals | null {
  if (needs.keys.isNewest(to)) return null
  return { id, before: to, after: resealChannel(needs, event.id, { via, to }).to }
}
