import type { WeappPackage } from '../weapp-package.ts'

export interface PhoneTheme {
  name(): 'light' | 'dark'
  /** The value behind `@name` of theme.json; any other text is itself. */
  value(text: string | undefined): string | undefined
  onChange(listener: () => void): void
}

/** Follows the browser's colour scheme, as far as the mini-program says that it knows a dark one. */
export function createTheme({ app, theme }: WeappPackage): PhoneTheme {
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const name = (): 'light' | 'dark' => (app.darkmode && query.matches ? 'dark' : 'light')
  return {
    name,
    value: (text) => (text?.startsWith('@') ? theme?.[name()][text.slice(1)] : text),
    onChange: (listener) => query.addEventListener('change', listener),
  }
}
