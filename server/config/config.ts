import type { Branding } from '../../shared/branding.ts'
import type { MasterKey } from '../core/keys.ts'
import type { ClientServer } from '../core/services.ts'
import { readDirectory, type DirectoryConfig } from './directory.ts'
import { environment, type Environment } from './environment.ts'
import { readSms, type SmsConfig } from './sms.ts'
import { originFaults, productionFaults, readAllKeys, readBranding } from './checks.ts'
import { clientServers, doorConfig, doorFaults, type DoorConfig } from './doors.ts'
import { isLoopback } from './loopback.ts'
import { readOpenidClients, type OpenidClient } from './openid.ts'
import { mailConfig, mailFaults, type MailConfig } from './mail.ts'

export interface Config {
  publicUrl: string
  /** Where the server listens. */
  host: string
  port: number
  /** Where those who watch the server ask; null: nowhere. */
  operations: { host: string; port: number } | null
  /** null: an embedded MongoDB (only behind a loopback PUBLIC_URL). */
  mongodbUri: string | null
  dataDir: string
  portalDir: string
  /** null: made and kept in dataDir (only behind a loopback PUBLIC_URL). */
  keys: [MasterKey, ...MasterKey[]] | null
  /** Keys of before: `audit verify` alone knows what they have signed. */
  retiredKeys: MasterKey[]
  wechat: { appId: string; secret: string; baseUrl: string }
  qrMode: 'link' | 'wxacode'
  scanPolicy: 'grade' | 'strict'
  linkCheck: { name: string; text: string } | null
  /** Where mailbox passwords are checked. */
  directory: DirectoryConfig
  /** null: no text messages. */
  sms: SmsConfig | null
  /** null: no mail leaves, and the backup mail is not offered. */
  mail: MailConfig | null
  /** The mail domains of this system, besides the one of the mailbox itself: no backup address is in them. */
  mailDomains: string[]
  /** null: no mail server asks us. */
  doors: DoorConfig | null
  doorMode: 'observe' | 'enforce'
  /** Dovecot nodes whose open sessions we end. */
  doveadm: { urls: string[]; key: string }
  clientServers: ClientServer[]
  webmailUrl: string | null
  passwordUrl: string | null
  /** Where webmails ask the mail servers from. */
  webmailNetworks: string[]
  /** Who signs people in by us; none: no OpenID door. */
  openidClients: OpenidClient[]
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

/** @throws ConfigError with every fault. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const faults: string[] = []
  const e = readFields(given, faults)
  faults.push(...originFaults(e), ...mailFaults(given), ...doorFaults(e))
  if (e.PUBLIC_URL !== undefined && !isLoopback(e.PUBLIC_URL)) faults.push(...productionFaults(e))
  const keys = readAllKeys(e, faults)
  const branding = readBranding(e.BRANDING_FILE, e.PUBLIC_URL === undefined ? '' : new URL(e.PUBLIC_URL).host, faults)
  const sms = readSms(e, given, faults)
  const directory = readDirectory(e, given, faults)
  const openidClients = readOpenidClients(e, faults)
  if (faults.length > 0) throw new ConfigError(faults)
  return freeze(e as Environment, { ...keys, branding, sms, directory, openidClients })
}

/** Field by field, so that one fault does not hide the others. */
function readFields(given: Record<string, unknown>, faults: string[]): Partial<Environment> {
  const read = Object.entries(environment.shape).map(([name, schema]) => {
    const result = schema.safeParse(given[name])
    if (!result.success)
      faults.push(name in given ? `${name}: ${result.error.issues[0]?.message}` : `${name} is not set`)
    return [name, result.data]
  })
  return Object.fromEntries(read) as Partial<Environment>
}

type Read = Pick<Config, 'keys' | 'retiredKeys' | 'branding' | 'sms' | 'directory' | 'openidClients'>

function freeze(e: Environment, read: Read): Config {
  const [name = '', text = ''] = (e.WECHAT_LINK_CHECK ?? '').split('=')
  return Object.freeze({
    publicUrl: new URL(e.PUBLIC_URL).origin,
    host: e.HOST,
    port: e.PORT,
    operations: e.OPS_PORT === undefined ? null : { host: e.OPS_HOST, port: e.OPS_PORT },
    mongodbUri: e.MONGODB_URI ?? null,
    dataDir: e.DATA_DIR,
    portalDir: e.PORTAL_DIR,
    wechat: { appId: e.WECHAT_APPID, secret: e.WECHAT_SECRET, baseUrl: e.WECHAT_BASE_URL },
    qrMode: e.QR_MODE,
    scanPolicy: e.SCAN_POLICY,
    linkCheck: e.WECHAT_LINK_CHECK === undefined ? null : { name, text },
    mail: mailConfig(e),
    mailDomains: e.MAIL_DOMAINS,
    doors: doorConfig(e),
    doorMode: e.DOORS_MODE,
    doveadm: { urls: e.DOVEADM_URLS, key: e.DOVEADM_KEY ?? '' },
    clientServers: clientServers(e),
    webmailUrl: e.WEBMAIL_URL ?? null,
    passwordUrl: e.PASSWORD_URL ?? null,
    webmailNetworks: e.WEBMAIL_NETWORKS,
    trustedProxies: e.TRUSTED_PROXIES,
    sharedNetworks: e.SHARED_NETWORKS,
    logLevel: e.LOG_LEVEL,
    ...read,
  })
}
