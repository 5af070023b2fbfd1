import { useEffect, useState } from 'react'
import type { Change } from './changes.ts'
import { forgetDraft, keepDraft } from './drafts.ts'
import { isSignedIn, useVisit } from './session.ts'

/** What is typed as the new address or number. It outlives the end of the session, and nothing else. */
export function useDraft({ what, kind, target: first = '' }: Change & { what: 'bind' | 'rebind' }) {
  const address = useVisit()?.session.address ?? ''
  const [target, setTarget] = useState(first)
  // Done, given up, or another page was opened.
  useEffect(
    () => () => {
      if (isSignedIn()) forgetDraft()
    },
    [],
  )
  const change = (typed: string) => {
    setTarget(typed)
    keepDraft({ what, kind, target: typed, address })
  }
  return { target, change }
}

export type Target = ReturnType<typeof useDraft>
