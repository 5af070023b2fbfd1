import { useCallback, useEffect, useState } from 'react'
import type { Method, Session } from './answers.ts'
import { call } from './api.ts'
import { loadBindings } from './bindings.ts'
import type { Change } from './changes.ts'
import { asCallError } from './facts.ts'
import { adopt, end } from './session.ts'
import { toast } from './toasts.ts'
import { useVerification } from './use-verification.ts'

/**
 * The course of 绑定 (without `oldId`) or 修改: the challenge that is followed, a fresh proof when the server asks for one first, what is bound in the end.
 * @param onLost it ended without a new binding
 */
export function useBinding({ kind }: Change, oldId: string | null, onLost: () => void) {
  const [bound, setBound] = useState<Method['binding']>(null)
  const [isProving, setProving] = useState(false)
  const finish = async (session: Session) => {
    adopt(session)
    const found = await loadBindings()
    const binding = 'methods' in found ? found.methods.find((method) => method.kind === kind)?.binding : undefined
    if (binding && binding.id !== oldId) return setBound(binding)
    toast({ problem: 'code' in found ? found.code : 'challenge.none' })
    onLost()
  }
  const { desk, facts } = useVerification({ done: (session) => void finish(session), ended: end })
  const begin = useCallback(async () => {
    try {
      if (oldId === null) return await call('POST /api/bindings', { input: { kind } })
      return await call('POST /api/bindings/:id/rebind', { params: { id: oldId }, input: {} })
    } catch (thrown) {
      setProving(asCallError(thrown).code === 'proof.required')
      throw thrown
    }
  }, [kind, oldId])
  useEffect(() => void desk.start(begin), [desk, begin])
  const proved = () => {
    setProving(false)
    void desk.start(begin)
  }
  return { bound, isProving, proved, begin, desk, facts }
}
