import { factorKinds } from '../../shared/factors.ts'
import type { Change } from './changes.ts'
import { tabStore } from './tab-store.ts'

const key = 'draft'

/** What was typed for a change that is not finished: the address or number, never a code. */
interface Draft extends Change {
  what: 'bind' | 'rebind'
  target: string
  /** Whose mailbox it is for: nobody else sees it. */
  address: string
}

function parse(text: string): Draft | null {
  const { what, kind, target, address } = JSON.parse(text) as Partial<Draft>
  const isWhole = typeof target === 'string' && typeof address === 'string' && factorKinds.includes(kind!)
  return isWhole && (what === 'bind' || what === 'rebind') ? { what, kind: kind!, target, address } : null
}

/** Kept for this tab until the change is finished or given up; where the browser forbids that, what was typed is lost with the page. */
export function keepDraft(draft: Draft, store = tabStore()): void {
  if (draft.target.trim() === '') return forgetDraft(store)
  store?.setItem(key, JSON.stringify(draft))
}

export function forgetDraft(store = tabStore()): void {
  store?.removeItem(key)
}

/** @returns the unfinished change of this mailbox. That of another one is thrown away. */
export function takeDraft(address: string, store = tabStore()): Change | null {
  const text = store?.getItem(key)
  if (!text) return null
  try {
    const draft = parse(text)
    if (draft?.address === address) return { what: draft.what, kind: draft.kind, target: draft.target }
  } catch {
    // Not ours, or cut off: gone below.
  }
  forgetDraft(store)
  return null
}
