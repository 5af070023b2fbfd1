import { useCallback, useState } from 'react'
import { CallError } from '../../shared/client.ts'
import { call } from './api.ts'
import { load } from './load.ts'

/** Ten new recovery codes; they are in this page's memory only, and gone with it. */
export function useRecoveryCodes() {
  const [codes, setCodes] = useState<string[] | null>(null)
  const [trouble, setTrouble] = useState<CallError | null>(null)
  const [isProving, setProving] = useState(false)
  /** Asked again after a lost answer it makes ten others, of which these are the good ones. */
  const make = useCallback(async () => {
    setTrouble(null)
    const answer = await load(() => call('POST /api/recovery-codes', { input: {} }))
    setProving(answer instanceof CallError && answer.code === 'proof.required')
    if (!(answer instanceof CallError)) setCodes(answer.codes)
    else if (answer.code !== 'proof.required') setTrouble(answer)
  }, [])
  return { codes, trouble, isProving, make }
}
