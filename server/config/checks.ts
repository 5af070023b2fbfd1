import { readFileSync } from 'node:fs'
import { brandingShape } from '../../shared/api/branding.ts'
import { defaultBranding, type Branding } from '../../shared/branding.ts'
import type { MasterKey } from '../core/keys.ts'
import type { Environment } from './environment.ts'
import { smsHostFaults } from './sms.ts'

/** A scheme and a host, nothing more: paths are ours, and a user before an @ is how one host is made to look like another. */
export function originFaults({ PUBLIC_URL: text }: Partial<Environment>): string[] {
  if (text === undefined) return []
  const { username, password, pathname, search, hash } = new URL(text)
  const isOrigin = [username, password, search, hash].every((part) => part === '') && pathname === '/'
  return isOrigin && !/[?#]$/.test(text) ? [] : ['PUBLIC_URL: must be an origin, without user, path or query']
}

const keyBits = 256

/** The live keys, the new one first, and those that only verify the trail. @returns null for the live ones when none is set. */
export function readAllKeys({ KEYS, KEYS_RETIRED }: Partial<Environment>, faults: string[]) {
  const keys = KEYS === undefined ? null : readKeys('KEYS', KEYS, faults)
  const retired = KEYS_RETIRED === undefined ? [] : readKeys('KEYS_RETIRED', KEYS_RETIRED, faults)
  if (keys && keys.length > 2) faults.push('KEYS: two live keys at most, the new one first')
  const ids = [...(keys ?? []), ...retired].map(({ id }) => id)
  if (new Set(ids).size < ids.length) faults.push('KEYS: every key needs a name of its own')
  return { keys, retiredKeys: retired as MasterKey[] }
}

function readKeys(name: string, text: string, faults: string[]): [MasterKey, ...MasterKey[]] {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':')
    const bytes = Buffer.from(encoded, 'base64')
    if (!/^[A-Za-z0-9_-]{1,16}$/.test(id))
      faults.push(`${name}: each key is name:base64, the name 1–16 letters, digits, - or _`)
    else if (bytes.length * 8 < keyBits)
      faults.push(`${name}: key ${id} has ${bytes.length * 8} bits, at least ${keyBits} are needed`)
    else if (new Set(bytes).size < 16)
      faults.push(`${name}: key ${id} is an example or not random; make one with: openssl rand -base64 32`)
    return { id, bytes }
  })
  return keys as [MasterKey, ...MasterKey[]]
}

/** R14: strictness follows from PUBLIC_URL, not from a mode. */
export function productionFaults(env: Partial<Environment>): string[] {
  const faults: string[] = []
  const isHttps = (name: string, text: string | undefined) => {
    if (text !== undefined && !text.startsWith('https://')) faults.push(`${name} must be https`)
  }
  isHttps('PUBLIC_URL', env.PUBLIC_URL)
  isHttps('WEBMAIL_URL', env.WEBMAIL_URL)
  isHttps('PASSWORD_URL', env.PASSWORD_URL)
  isHttps('WECHAT_BASE_URL', env.WECHAT_BASE_URL)
  if (env.WECHAT_BASE_URL && !new URL(env.WECHAT_BASE_URL).hostname.endsWith('.weixin.qq.com'))
    faults.push('WECHAT_BASE_URL must be a host of weixin.qq.com')
  faults.push(...smsHostFaults(env))
  if (!env.MONGODB_URI)
    faults.push('MONGODB_URI is not set; the embedded MongoDB is for trying out on this machine only')
  if (!env.KEYS) faults.push('KEYS is not set; make one with: echo "k1:$(openssl rand -base64 32)"')
  return faults
}

export function readBranding(path: string | undefined, host: string, faults: string[]): Branding {
  if (path === undefined) return { ...defaultBranding, host }
  try {
    return brandingShape.parse({ ...defaultBranding, host, ...JSON.parse(readFileSync(path, 'utf8')) })
  } catch {
    faults.push(`BRANDING_FILE: ${path} is not a readable JSON file with ${Object.keys(defaultBranding).join(', ')}`)
    return defaultBranding
  }
}
