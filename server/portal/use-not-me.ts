import { useEffect, useState } from 'react'
import { CallError } from '../../shared/client.ts'
import { call } from './api.ts'
import { asCallError } from './facts.ts'
import { noticeToken } from './notice-token.ts'
import { open } from './session.ts'
import { useStore } from './store.ts'

/** A token that was cut off on its way is as good as one that is over. */
const asExpired = (error: CallError) =>
  error.code === 'request.invalid' ? new CallError('notice.expired', error.problem) : error

/** The one press of the page behind a notice's link. Nothing is sent before it. */
export function useNotMe() {
  const token = useStore(noticeToken)
  const [frozenUntil, setFrozen] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<CallError | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    setFrozen(null)
    setTrouble(null)
  }, [token])

  const freeze = async () => {
    if (isBusy || token === null) return
    setBusy(true)
    setTrouble(null)
    try {
      setFrozen((await call('POST /api/not-me', { input: { token } })).frozenUntil)
      // This browser's own sign-in may have ended with the others.
      await open().catch(asCallError)
    } catch (thrown) {
      setTrouble(asExpired(asCallError(thrown)))
    }
    setBusy(false)
  }
  const isExpired = trouble?.code === 'notice.expired'
  return { token, frozenUntil, trouble, isBusy, isExpired, freeze }
}
