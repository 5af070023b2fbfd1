import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { CallError } from '../../../shared/client.ts'
import { factorNames, frame } from '../../../shared/messages/portal.ts'
import { settings } from '../../../shared/messages/portal-settings.ts'
import type { Bindings, Method } from '../answers.ts'
import { loadBindings } from '../bindings.ts'
import { clock } from '../clock.ts'
import { useSay } from '../i18n.ts'
import { BindDialog } from '../parts/bind-dialog.tsx'
import { Button } from '../parts/button.tsx'
import { FactorRow } from '../parts/factor-row.tsx'
import { Heading } from '../parts/heading.tsx'
import { Note } from '../parts/note.tsx'
import { SettingsLayout } from '../parts/settings-layout.tsx'
import { Trouble } from '../parts/trouble.tsx'
import { UnbindDialog } from '../parts/unbind-dialog.tsx'
import { toast } from '../toasts.ts'
import { useTitle } from '../use-title.ts'

/** 二次验证设置: whether it is on, and the four factors in their order. */
export default function SettingsFactors() {
  const say = useSay()
  const [found, setFound] = useState<Bindings | CallError | null>(null)
  const load = useCallback(() => void loadBindings().then(setFound), [])
  useEffect(load, [load])
  useTitle(settings.factors)
  return (
    <SettingsLayout>
      <Heading>{say(settings.factors)}</Heading>
      <p className="lead">{say(settings.lead)}</p>
      {found instanceof Error ? (
        <div className="card load-failed">
          <Trouble error={found} now={clock.now()} />
          <Button look="quiet" onClick={load}>
            {say(frame.retry)}
          </Button>
        </div>
      ) : (
        <Methods bindings={found} onChange={load} />
      )}
    </SettingsLayout>
  )
}

interface Props {
  bindings: Bindings | null
  onChange: () => void
}

interface Opened {
  what: 'bind' | 'unbind'
  method: Method
}

function Methods({ bindings, onChange }: Props) {
  const say = useSay()
  const [opened, setOpened] = useState<Opened | null>(null)
  if (!bindings) return <div className="rows-loading shimmer" role="img" aria-label={say(frame.wait)} />
  const close = (isChanged: boolean) => {
    setOpened(null)
    if (isChanged) onChange()
  }
  const bound = bindings.methods.filter((method) => method.binding)
  return (
    <>
      <Note
        tone={bindings.isOn ? 'brand' : 'plain'}
        glyph={bindings.isOn ? ShieldCheck : ShieldAlert}
        title={say(bindings.isOn ? settings.on : settings.off)}
      >
        {say(bindings.isOn ? settings.onLine : settings.offLine)}
      </Note>
      <ul className="card rows" aria-label={say(settings.methods)}>
        {bindings.methods.map((method) => (
          <FactorRow
            key={method.kind}
            method={method}
            onBind={() => setOpened({ what: 'bind', method })}
            onUnbind={() => setOpened({ what: 'unbind', method })}
          />
        ))}
      </ul>
      {opened?.what === 'bind' && <BindDialog kind={opened.method.kind} onClose={boundThen(opened.method, close)} />}
      {opened?.what === 'unbind' && opened.method.binding && (
        <UnbindDialog
          kind={opened.method.kind}
          bindingId={opened.method.binding.id}
          isLast={bound.length === 1}
          onClose={close}
        />
      )}
    </>
  )
}

const boundThen = (method: Method, close: (isChanged: boolean) => void) => (isBound: boolean) => {
  if (isBound) toast({ words: settings.boundToast, method: factorNames[method.kind] })
  close(isBound)
}
