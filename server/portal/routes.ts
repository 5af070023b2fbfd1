import type { Session } from './answers.ts'

export type Page = '/sign-in' | '/second-step' | '/welcome' | '/settings/factors' | '/help'

/** The page that this browser may see when it asks for `path`. Every other path of ours leads to the same place. */
export function pageFor(path: string, state: Session['state']): Page {
  if (path === '/help') return '/help'
  if (state === 'anonymous') return '/sign-in'
  if (state === 'second-step') return '/second-step'
  return path.startsWith('/settings') ? '/settings/factors' : '/welcome'
}

/** Whoever comes to such a page was signed in when the link was made. */
export const needsSession = (path: string): boolean => /^\/(settings|welcome|second-step)/.test(path)
