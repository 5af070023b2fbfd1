import { isSame, type Keys } from './keys.ts'

// A directory that is a mail server may ask us in its turn who its users are. What we send there is marked, so that our own door knows its own question.

const bytes = 16

/** The value of the IMAP ID field `x-probe` (RFC 2971) in every question of ours: probe.<random>.<keyed hash>. */
export function newProbe(keys: Keys): string {
  const random = keys.random(bytes).toString('base64url')
  return `probe.${random}.${keys.mac('probe', '', random)}`
}

/** Made here, or by another process with one of our live keys. */
export function isProbe(keys: Keys, text: string): boolean {
  const [, random = '', mac = ''] = /^probe\.([A-Za-z0-9_-]{22})\.(.+)$/.exec(text) ?? []
  return random !== '' && keys.macs('probe', '', random).some((candidate) => isSame(candidate, mac))
}

const marked = /^canary-([0-9a-f]{32})\.([0-9a-f]{16})@(.+)$/

// Addresses are folded on their way, so a mark is written in lower case.
const short = (mac: string) =>
  Buffer.from(mac.slice(mac.indexOf('.') + 1), 'base64url')
    .toString('hex')
    .slice(0, 16)

/** The address of a mailbox that is nobody's, to be asked for when a process starts. */
export function newCanary(keys: Keys, domain: string): string {
  const random = keys.random(bytes).toString('hex')
  return `canary-${random}.${short(keys.mac('canary', domain, random))}@${domain}`
}

/** @param address folded. */
export function isCanary(keys: Keys, address: string): boolean {
  const [, random = '', mark = '', domain = ''] = marked.exec(address) ?? []
  return random !== '' && keys.macs('canary', domain, random).some((mac) => isSame(short(mac), mark))
}
