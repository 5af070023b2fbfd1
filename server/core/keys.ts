import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

/** A master key of the operator: 32 bytes or more, named so that it can be replaced while the old one still opens. */
export interface MasterKey {
  id: string
  bytes: Buffer
}

/** Sealing, marking and randomness. No key is ever stored in the database (spec R7). */
export interface Keys {
  /** AES-256-GCM. `owner` (account id, binding id, field …) is bound to the text as AAD: moved to another record it does not open. */
  seal(owner: readonly string[], text: string): string
  /** @throws Error when the text was sealed for another owner, by an unknown key, or was changed. */
  open(owner: readonly string[], sealed: string): string
  /** Keyed hash over purpose, owner and value, under the newest key. */
  mac(purpose: string, owner: string, value: string): string
  /** The same under every live key, newest first: what a lookup has to try. */
  macs(purpose: string, owner: string, value: string): string[]
  /** The key that makes everything new. */
  newestId: string
  /** A sealed text or a keyed hash is of the newest key. */
  isNewest(made: string): boolean
  /** The key that made it is there still. */
  isLive(made: string): boolean
  random(bytes: number): Buffer
  /** Secret text of 256 bits for cookies and refresh texts. */
  token(): string
  /** Signing keys for the phone's JWT by key id, newest first. */
  signing(): { id: string; bytes: Buffer }[]
}

const derive = (key: MasterKey, use: string) =>
  Buffer.from(hkdfSync('sha256', key.bytes, '', `mailbox-security/${use}`, 32))

// Length-prefixed, so that ('ab','c') and ('a','bc') never meet.
const join = (parts: readonly string[]) =>
  Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))

export function createKeys(masters: readonly [MasterKey, ...MasterKey[]]): Keys {
  const rings = masters.map((key) => ({
    id: key.id,
    seal: derive(key, 'seal'),
    mac: derive(key, 'mac'),
    sign: derive(key, 'sign'),
  }))
  const newest = rings[0]!
  const macWith = (ring: (typeof rings)[number], parts: readonly string[]) =>
    `${ring.id}.${createHmac('sha256', ring.mac).update(join(parts)).digest('base64url')}`
  return {
    seal(owner, text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest.seal, iv).setAAD(join(owner))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [
        newest.id,
        iv.toString('base64url'),
        body.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
      ].join('.')
    },
    open(owner, sealed) {
      const [id, iv = '', body = '', tag = ''] = sealed.split('.')
      const ring = rings.find((candidate) => candidate.id === id)
      if (!ring) throw new Error('sealed by an unknown key')
      const decipher = createDecipheriv('aes-256-gcm', ring.seal, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      decipher.setAAD(join(owner)).setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
    },
    mac: (purpose, owner, value) => macWith(newest, [purpose, owner, value]),
    macs: (purpose, owner, value) => rings.map((ring) => macWith(ring, [purpose, owner, value])),
    newestId: newest.id,
    isNewest: (made) => made.startsWith(`${newest.id}.`),
    isLive: (made) => rings.some(({ id }) => made.startsWith(`${id}.`)),
    random: randomBytes,
    token: () => randomBytes(32).toString('base64url'),
    signing: () => rings.map((ring) => ({ id: ring.id, bytes: ring.sign })),
  }
}

/** Compares two texts without telling by time where they differ. */
export function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
