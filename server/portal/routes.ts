import type { Session } from './answers.ts'

const settingsPages = [
  '/settings/factors',
  '/settings/devices',
  '/settings/history',
  '/settings/app-passwords',
] as const
/** Help, what people need who cannot sign in, and where a client asks to sign out. */
const openPages = ['/help', '/lost-phone', '/not-me', '/sign-out'] as const

type SettingsPage = (typeof settingsPages)[number]
type OpenPage = (typeof openPages)[number]
export type Page = '/sign-in' | '/second-step' | '/prove' | '/welcome' | SettingsPage | OpenPage

/** Good for nothing but binding a first factor. */
export const isEnrolling = (state: Session['state']): boolean => state === 'change-password' || state === 'enrol'

/** The page that this browser may see when it asks for `path`. Every other path of ours leads to the same place. */
export function pageFor(path: string, state: Session['state']): Page {
  const open = openPages.find((page) => page === path)
  if (open) return open
  if (state === 'anonymous') return '/sign-in'
  if (state === 'second-step') return '/second-step'
  if (isEnrolling(state)) return '/settings/factors'
  if (path === '/prove') return path
  if (!isSetting(path)) return '/welcome'
  return settingsPages.find((page) => page === path) ?? '/settings/factors'
}

/** A page of 安全设置: where to go on after signing in. */
export const isSetting = (path: string): boolean => path.startsWith('/settings')

/** Whoever comes to such a page was signed in when the link was made. */
export const needsSession = (path: string): boolean => /^\/(settings|welcome|second-step)/.test(path)

/** Whoever is signed in and comes to such a page has no business of their own there while a client waits. */
export const yieldsToClient = (page: Page): boolean => page !== '/prove' && !openPages.some((open) => open === page)
