import { randomUUID } from 'node:crypto'
import { limits } from '../../shared/limits.ts'
import type { AppPasswordKind, MailProtocol } from '../../shared/mail-protocols.ts'
import { addressList, isListed } from './client-address.ts'
import type { Keys } from './keys.ts'
import type { Place } from './place.ts'

/** One client-specific password of an account (spec §7). Its text is nowhere: only the keyed hash over account id and text. */
export interface AppPassword {
  id: string
  kind: AppPasswordKind
  name: string
  mac: string
  protocols: MailProtocol[]
  /** CIDR ranges from which it is good; empty: from everywhere. */
  networks: string[]
  createdAt: Date
  /** From then on it opens nothing; null: no limit. */
  until: Date | null
  used: AppPasswordUse | null
}

export interface AppPasswordUse {
  at: Date
  protocol: MailProtocol
  /** 202.202.x.x */
  ip: string
  place: Place
}

const letters = 'abcdefghijklmnopqrstuvwxyz'
/** Bytes from here on would make the first letters likelier. */
const fair = 256 - (256 % letters.length)

/** Sixteen letters, 75 bits, each as likely as any other. */
function newSecret(keys: Pick<Keys, 'random'>): string {
  const bytes = [...keys.random(4 * limits.appPasswordLetters)].filter((byte) => byte < fair)
  const text = bytes.map((byte) => letters[byte % letters.length]).join('')
  return text.length < limits.appPasswordLetters ? newSecret(keys) : text.slice(0, limits.appPasswordLetters)
}

const shape = new RegExp(`^[a-z]{${limits.appPasswordLetters}}$`)

/** As it was made, of what people and clients make of it: spaces of every kind, dashes, capitals, full width. @returns null for what never was one. */
export function foldSecret(text: string): string | null {
  const folded = text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]+/gu, '')
    .toLowerCase()
  return shape.test(folded) ? folded : null
}

const purpose = 'app-password'

export const secretMac = (keys: Keys, accountId: string, secret: string) => keys.mac(purpose, accountId, secret)

type Wanted = Pick<AppPassword, 'kind' | 'name' | 'protocols' | 'until'> & { networks?: string[] }

/** One that nobody has used, and its text. */
export function newAppPassword(keys: Keys, accountId: string, createdAt: Date, wanted: Wanted) {
  const secret = newSecret(keys)
  const protocols = [...new Set(wanted.protocols)]
  const made: AppPassword = {
    networks: [],
    ...wanted,
    protocols,
    id: randomUUID(),
    mac: secretMac(keys, accountId, secret),
    createdAt,
    used: null,
  }
  return { made, secret }
}

/** The one that was typed. One keyed hash for each live key, however many there are; where two of those differ tells nothing about a text. */
export function findBySecret(keys: Keys, accountId: string, all: readonly AppPassword[], typed: string) {
  const secret = foldSecret(typed)
  if (secret === null) return undefined
  const macs = keys.macs(purpose, accountId, secret)
  return all.find(({ mac }) => macs.includes(mac))
}

/** webmail: it comes from a webmail, where only a token is good (webmail-tokens.ts). */
export type Unfit = 'expired' | 'protocol' | 'network' | 'webmail'

/** Why a password that is right opens nothing here; null: it does. @param ip the client's address; what has none is nowhere. */
export function unfitFor(
  { until, protocols, networks }: AppPassword,
  { protocol, ip, now }: { protocol: MailProtocol; ip: string; now: Date },
): Unfit | null {
  if (until && until <= now) return 'expired'
  if (!protocols.includes(protocol)) return 'protocol'
  return networks.length > 0 && !isListed(addressList(networks), ip) ? 'network' : null
}
