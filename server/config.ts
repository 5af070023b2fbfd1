import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { brandingShape } from '../shared/api/branding.ts'
import { defaultBranding, type Branding } from '../shared/branding.ts'
import type { MasterKey } from './core/keys.ts'
import { addressList } from './http/client-address.ts'

export interface Config {
  publicUrl: string
  /** Where the server listens. */
  host: string
  port: number
  /** null: an embedded MongoDB (only behind a loopback PUBLIC_URL). */
  mongodbUri: string | null
  dataDir: string
  portalDir: string
  /** null: made and kept in dataDir (only behind a loopback PUBLIC_URL). */
  keys: [MasterKey, ...MasterKey[]] | null
  wechat: { appId: string; secret: string; baseUrl: string }
  qrMode: 'link' | 'wxacode'
  linkCheck: { name: string; text: string } | null
  webmailUrl: string | null
  trustedProxies: string[]
  sharedNetworks: string[]
  branding: Branding
  logLevel: string
}

/** Every fault of the environment at once, one line each. */
export class ConfigError extends Error {
  readonly faults: string[]
  constructor(faults: string[]) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''))
const list = z.string().default('').transform((text) => text.split(/[\s,]+/).filter(Boolean))
const ranges = list.refine((all) => isRanges(all), 'must be addresses or CIDR ranges, separated by commas')

const environment = z.object({
  PUBLIC_URL: url,
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  MONGODB_URI: z.string().startsWith('mongodb').optional(),
  DATA_DIR: z.string().default('.data'),
  PORTAL_DIR: z.string().default('.build/portal'),
  KEYS: z.string().optional(),
  WECHAT_APPID: z.string().regex(/^wx[0-9a-f]{16}$/, 'must be an appid: wx and 16 hexadecimal digits'),
  WECHAT_SECRET: z.string().min(16, 'must be the AppSecret'),
  WECHAT_BASE_URL: url.default('https://api.weixin.qq.com'),
  QR_MODE: z.enum(['link', 'wxacode']).default('link'),
  WECHAT_LINK_CHECK: z.string().regex(/^[\w.-]+=[\w.-]+$/, 'must be name=text').optional(),
  WEBMAIL_URL: url.optional(),
  TRUSTED_PROXIES: ranges,
  SHARED_NETWORKS: ranges,
  BRANDING_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})
type Environment = z.output<typeof environment>

function isRanges(all: string[]): boolean {
  try {
    addressList(all)
    return true
  } catch {
    return false
  }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
export const isLoopback = (address: string) => loopback.test(new URL(address).hostname)

const keyBits = 256

function readKeys(text: string, faults: string[]): Config['keys'] {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':')
    const bytes = Buffer.from(encoded, 'base64')
    if (!/^[A-Za-z0-9_-]{1,16}$/.test(id)) faults.push('KEYS: each key is name:base64, the name 1–16 letters, digits, - or _')
    else if (bytes.length * 8 < keyBits) faults.push(`KEYS: key ${id} has ${bytes.length * 8} bits, at least ${keyBits} are needed`)
    else if (new Set(bytes).size < 16) faults.push(`KEYS: key ${id} is an example or not random; make one with: openssl rand -base64 32`)
    return { id, bytes }
  })
  if (keys.length > 2) faults.push('KEYS: two live keys at most, the new one first')
  return keys as Config['keys']
}

/** R14: strictness follows from PUBLIC_URL, not from a mode. */
function productionFaults(env: Environment): string[] {
  const faults: string[] = []
  const isHttps = (name: string, text: string | undefined) => {
    if (text !== undefined && !text.startsWith('https://')) faults.push(`${name} must be https`)
  }
  isHttps('PUBLIC_URL', env.PUBLIC_URL)
  isHttps('WEBMAIL_URL', env.WEBMAIL_URL)
  isHttps('WECHAT_BASE_URL', env.WECHAT_BASE_URL)
  if (!new URL(env.WECHAT_BASE_URL).hostname.endsWith('.weixin.qq.com')) faults.push('WECHAT_BASE_URL must be a host of weixin.qq.com')
  if (!env.MONGODB_URI) faults.push('MONGODB_URI is not set; the embedded MongoDB is for trying out on this machine only')
  if (!env.KEYS) faults.push('KEYS is not set; make one with: echo "k1:$(openssl rand -base64 32)"')
  return faults
}

function readBranding(path: string | undefined, host: string, faults: string[]): Branding {
  if (path === undefined) return { ...defaultBranding, host }
  try {
    return brandingShape.parse({ ...defaultBranding, host, ...JSON.parse(readFileSync(path, 'utf8')) })
  } catch {
    faults.push(`BRANDING_FILE: ${path} is not a readable JSON file with ${Object.keys(defaultBranding).join(', ')}`)
    return defaultBranding
  }
}

/** @throws ConfigError with every fault. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(({ path, message }) => faultLine(String(path[0]), message, given)))
  const e = parsed.data
  const faults = isLoopback(e.PUBLIC_URL) ? [] : productionFaults(e)
  const keys = e.KEYS === undefined ? null : readKeys(e.KEYS, faults)
  const branding = readBranding(e.BRANDING_FILE, new URL(e.PUBLIC_URL).host, faults)
  if (faults.length > 0) throw new ConfigError(faults)
  const [name = '', text = ''] = (e.WECHAT_LINK_CHECK ?? '').split('=')
  return Object.freeze({
    publicUrl: e.PUBLIC_URL,
    host: e.HOST,
    port: e.PORT,
    mongodbUri: e.MONGODB_URI ?? null,
    dataDir: e.DATA_DIR,
    portalDir: e.PORTAL_DIR,
    keys,
    wechat: { appId: e.WECHAT_APPID, secret: e.WECHAT_SECRET, baseUrl: e.WECHAT_BASE_URL },
    qrMode: e.QR_MODE,
    linkCheck: e.WECHAT_LINK_CHECK === undefined ? null : { name, text },
    webmailUrl: e.WEBMAIL_URL ?? null,
    trustedProxies: e.TRUSTED_PROXIES,
    sharedNetworks: e.SHARED_NETWORKS,
    branding,
    logLevel: e.LOG_LEVEL,
  })
}

const faultLine = (name: string, message: string, given: Record<string, unknown>) =>
  name in given ? `${name}: ${message}` : `${name} is not set`
