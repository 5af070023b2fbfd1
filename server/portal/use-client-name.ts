import { useEffect, useState } from 'react'
import { limits } from '../../shared/limits.ts'

/** @returns null when the door does not say: it is a kindness, and nothing waits for it. */
async function nameOf(request: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(limits.answerTimeout)
    const answer = await fetch(`/openid/client/${request}`, { cache: 'no-store', signal })
    const body: unknown = answer.ok ? await answer.json() : null
    return typeof body === 'object' && body !== null && 'name' in body && typeof body.name === 'string'
      ? body.name.trim() || null
      : null
  } catch {
    return null
  }
}

/** What the client is called whose request (errand.ts) waits: outside the contract, because the door may not be there. */
export function useClientName(request: string | null): string | null {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => {
    if (request) void nameOf(request).then(setName)
  }, [request])
  return name
}
