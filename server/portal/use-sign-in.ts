import { useEffect, useRef, useState } from 'react'
import { CallError } from '../../shared/client.ts'
import { call } from './api.ts'
import { isPhone } from './devices.ts'
import type { Session } from './answers.ts'
import { adopt, arrive } from './session.ts'

export type SignInTrouble = CallError | 'noAddress' | 'noPassword'

const enter = (session: Session) => (session.state === 'signed-in' ? arrive(session) : adopt(session))

/** A guess that must wait says so, whatever its own code is. */
const waiting = (error: CallError) =>
  error.problem?.retryAt && error.code !== 'throttle.wait' ? new CallError('throttle.wait', error.problem) : error

/** @returns the session if the lost answer was a success. */
async function afterSilence(error: CallError): Promise<Session | undefined> {
  if (error.code !== 'offline') return undefined
  const session = await call('GET /api/session').catch(() => undefined)
  return session?.state === 'anonymous' ? undefined : session
}

/** The fields are the browser's own (its password manager fills them); they are read when they are sent. */
export function useSignIn(isEnded: boolean) {
  const [trouble, setTrouble] = useState<SignInTrouble | null>(isEnded ? new CallError('session.ended') : null)
  const [isBusy, setBusy] = useState(false)
  const addressRef = useRef<HTMLInputElement>(null)
  const passwordRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isPhone()) addressRef.current?.focus()
  }, [])

  const refuse = (next: SignInTrouble, field: HTMLInputElement | null) => {
    setTrouble(next)
    field?.focus()
    field?.select()
  }
  const send = async (address: string, password: string) => {
    setBusy(true)
    try {
      enter(await call('POST /api/session', { input: { address, password } }))
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const session = await afterSilence(error)
      if (session) return enter(session)
      setBusy(false)
      refuse(waiting(error), passwordRef.current)
    }
  }
  const submit = async () => {
    const address = addressRef.current?.value.trim() ?? ''
    const password = passwordRef.current?.value ?? ''
    if (isBusy) return
    if (address === '') return refuse('noAddress', addressRef.current)
    if (password === '') return refuse('noPassword', passwordRef.current)
    await send(address, password)
  }
  const error = trouble instanceof CallError ? trouble : null
  const isWrong = error?.code === 'login.wrong' || typeof trouble === 'string'
  return { trouble, isBusy, isWrong, retryAt: error?.problem?.retryAt, addressRef, passwordRef, submit }
}
