import { useRef, useState } from 'react'
import { CallError } from '../../../shared/client.ts'
import { devices as words } from '../../../shared/messages/portal-devices.ts'
import type { Devices } from '../answers.ts'
import { call } from '../api.ts'
import { useSay, type Words } from '../i18n.ts'
import { load } from '../load.ts'
import { toast } from '../toasts.ts'
import { useNarrow } from '../use-narrow.ts'
import { Button } from './button.tsx'
import { DeviceCards } from './device-cards.tsx'
import { DeviceTable } from './device-table.tsx'

interface Props {
  found: Devices
  onChange: (found: Devices) => void
}

/** Trust ends at once and without a question: it only makes the mailbox safer. */
function useRemoval(onChange: (found: Devices) => void) {
  const [isBusy, setBusy] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  const remove = async (ask: () => Promise<Devices>, done: Words) => {
    if (isBusy) return
    setBusy(true)
    const answer = await load(ask)
    setBusy(false)
    if (answer instanceof CallError) return toast({ problem: answer.code })
    onChange(answer)
    toast({ words: done })
    // The button that was pressed is gone.
    title.current?.focus()
  }
  return {
    title,
    removeOne: (id: string) => void remove(() => call('DELETE /api/devices/:id', { params: { id } }), words.removed),
    removeAll: () => void remove(() => call('DELETE /api/devices'), words.removedAll),
  }
}

export function DeviceList({ found, onChange }: Props) {
  const say = useSay()
  const isNarrow = useNarrow()
  const { title, removeOne, removeAll } = useRemoval(onChange)
  const { devices, most } = found
  const List = isNarrow ? DeviceCards : DeviceTable
  return (
    <section className={isNarrow ? 'list' : 'list card'}>
      <div className="list-head">
        <h2 className="row-title" ref={title} tabIndex={-1}>
          {say(words.title)}
          <span className="tag figure">{say(words.count, { n: devices.length, most })}</span>
        </h2>
        {devices.length > 0 && (
          <Button look="quiet" onClick={removeAll}>
            {say(words.removeAll)}
          </Button>
        )}
      </div>
      {devices.length > 0 ? (
        <List devices={devices} onRemove={removeOne} />
      ) : (
        <p className="list-empty">{say(words.empty)}</p>
      )}
    </section>
  )
}
