import { useCallback } from 'react'
import { factorNames } from '../../shared/messages/portal.ts'
import { settings } from '../../shared/messages/portal-settings.ts'
import type { Method, Session } from './answers.ts'
import { call } from './api.ts'
import { loadBindings } from './bindings.ts'
import { adopt, end } from './session.ts'
import { toast } from './toasts.ts'
import { useVerification } from './use-verification.ts'

/** The course of 解绑 after 【确定】. @param onDone the page asks again what is bound. */
export function useUnbinding(kind: Method['kind'], bindingId: string, onDone: () => void) {
  const finish = async (session: Session) => {
    adopt(session)
    const found = await loadBindings()
    // A challenge may also end because its time is over.
    const isThere = 'methods' in found && found.methods.some(({ binding }) => binding?.id === bindingId)
    if (isThere) toast({ problem: 'challenge.none' })
    else toast({ words: settings.unboundToast, method: factorNames[kind] })
    onDone()
  }
  const { desk, facts } = useVerification({ done: (session) => void finish(session), ended: end })
  const begin = useCallback(
    () => call('POST /api/bindings/:id/unbind', { params: { id: bindingId }, input: {} }),
    [bindingId],
  )
  return { desk, facts, begin }
}
