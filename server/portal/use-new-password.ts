import { useState } from 'react'
import { CallError } from '../../shared/client.ts'
import { mailProtocols, type AppPasswordLife, type MailProtocol } from '../../shared/mail-protocols.ts'
import type { AppPasswords, MadeAppPassword } from './answers.ts'
import { call } from './api.ts'
import { load } from './load.ts'

export interface Wanted {
  name: string
  protocols: MailProtocol[]
  life: AppPasswordLife
}

const first: Wanted = { name: '', protocols: [...mailProtocols], life: 'unlimited' }

/**
 * The course of 【生成】: what is typed, which a proof in between leaves as it is, and the password, which is nowhere but in this hook and gone with it.
 * @param onMade the list has one more
 */
export function useNewPassword(onMade: (list: AppPasswords) => void) {
  const [wanted, setWanted] = useState(first)
  const [made, setMade] = useState<MadeAppPassword | null>(null)
  const [trouble, setTrouble] = useState<CallError | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isProving, setProving] = useState(false)
  /** Asked again after a lost answer it makes another one; the first is on the list, and deleted there. */
  const make = async () => {
    setTrouble(null)
    setBusy(true)
    const answer = await load(() => call('POST /api/app-passwords', { input: wanted }))
    setBusy(false)
    setProving(answer instanceof CallError && answer.code === 'proof.required')
    if (answer instanceof CallError) return setTrouble(answer.code === 'proof.required' ? null : answer)
    setMade(answer)
    onMade(answer.list)
  }
  return { wanted, change: setWanted, made, trouble, isBusy, isProving, make }
}

export type NewPassword = ReturnType<typeof useNewPassword>
