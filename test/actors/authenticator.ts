import { createHmac } from 'node:crypto'
import type { Browser } from './browser.ts'
import { typeCode, type Challenge } from './journeys.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Base32 (RFC 4648 §6). */
function bytesOf(key: string): Buffer {
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** RFC 4226 §5.3, of the key as an app reads it. */
function codeAt(key: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', bytesOf(key)).update(counter).digest()
  const binary = mac.readUInt32BE(mac.at(-1)! & 0xf) & 0x7fffffff
  return String(binary % 1_000_000).padStart(6, '0')
}

/** An authenticator app of somebody else's make: it knows the key that the page has shown, and what is right by its own clock. */
export interface Authenticator {
  /** The oldest code that is good and was not given yet: three in a row are, then half a minute none. */
  code(): string
}

/** @param now milliseconds since 1970. */
export function createAuthenticator({ prompts }: Pick<Challenge, 'prompts'>, now: () => number = Date.now) {
  const secret = prompts.find(({ shape }) => shape === 'secret')
  if (secret?.shape !== 'secret') throw new Error('no key is shown')
  const { key } = secret
  let last = 0
  const app: Authenticator = {
    code() {
      last = Math.max(last + 1, Math.floor(now() / 30_000) - 1)
      return codeAt(key, last)
    },
  }
  return app
}

/** A signed-in browser binds an authenticator app. */
export async function bindApp(browser: Browser, now?: () => number): Promise<Authenticator> {
  const challenge = await browser.call('POST /api/bindings', { input: { kind: 'totp' } })
  const app = createAuthenticator(challenge, now)
  await typeCode(browser, challenge, app.code(), 'totp')
  return app
}
