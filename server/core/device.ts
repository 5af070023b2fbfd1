import type { Browser } from './place.ts'
import type { RotatingToken } from './rotating-token.ts'

/** A trusted device: a browser that is excused from the second step at sign-in (spec §6). Part of its account. */
export interface Device {
  id: string
  token: RotatingToken
  /** Tokens that were used up: who shows one of them has stolen it. */
  older: string[]
  /** Keyed hash over token, account and mailbox password: another password ends the trust by itself, with any directory. */
  passwordMac: string
  browser: Browser
  firstAt: Date
  usedAt: Date
  until: Date
}
