import { limits } from '../shared/limits.ts'
import type { Config } from './config/config.ts'
import { addressList } from './core/client-address.ts'
import type { ChainedTrail } from './core/audit-trail.ts'
import { createKeys, type MasterKey } from './core/keys.ts'
import type { Factors } from './core/factor.ts'
import type { Services } from './core/services.ts'
import { openDirectory, type OpenDirectory } from './directory/open.ts'
import { factors } from './factors/index.ts'
import type { RequestLog } from './http/problem.ts'
import { createDoveadm } from './outbound/doveadm/doveadm.ts'
import { createTexter } from './outbound/sms/failover.ts'
import type { SmtpMailer } from './outbound/smtp/mailer.ts'
import { createWechat } from './outbound/wechat/wechat.ts'
import { createPlaces } from './places/ip2region.ts'
import { createAccounts } from './store/accounts.ts'
import type { Database } from './store/connect.ts'
import { createCounters } from './store/counters.ts'
import { createLocalUsers } from './store/local-users.ts'
import { createMailClients } from './store/mail-clients.ts'
import { createMailSessions } from './store/mail-sessions.ts'
import { createNotices } from './store/notices.ts'
import { createOpenidKeys, createOpenidRows } from './store/openid.ts'
import { createPhones } from './store/phones.ts'
import { createSessions } from './store/sessions.ts'

export interface AppOptions {
  config: Config
  keys: readonly [MasterKey, ...MasterKey[]]
  database: Database
  log: RequestLog
  /** The clock; tests move it. */
  now?: () => Date
  /** Tests: an answer that does not fit the contract is a fault. */
  isStrict?: boolean
}

export const systemClock = () => new Date()

const settingsOf = (config: Config, failedLoginMs: number): Services['settings'] => {
  const { publicUrl, webmailUrl, passwordUrl, qrMode, scanPolicy, branding, mailDomains, sms, doorMode } = config
  return {
    publicUrl,
    doorMode,
    clientServers: config.clientServers,
    webmailNetworks: addressList(config.webmailNetworks),
    webmailUrl,
    passwordUrl,
    qrMode,
    scanPolicy,
    branding,
    mailDomains,
    smsPerDay: sms ? Math.floor(sms.budgetFen / sms.fenEach) : 0,
    failedLoginMs,
    sendAnswersMs: limits.sendAnswersAfter,
  }
}

/** A factor whose messages cannot leave is not offered. */
const factorsOf = ({ mail, sms }: Config): Factors => {
  const isReachable = { mail: mail !== null, sms: sms !== null }
  const usable = Object.entries(factors).filter(([, { via }]) => via === undefined || isReachable[via])
  return Object.fromEntries(usable) as Factors
}

export const openConfigured = ({
  config,
  keys,
  database,
  log,
  now = systemClock,
}: AppOptions): Promise<OpenDirectory> =>
  openDirectory(config.directory, {
    users: createLocalUsers(database.models),
    keys: createKeys(keys),
    now,
    log: (event) => log.error(event, 'directory'),
  })

interface Parts {
  trail: ChainedTrail
  mailer: SmtpMailer | null
  opened: OpenDirectory
}

/** What the domain works with, each part made here once. */
export function createServices(
  { config, keys, database, log, now = systemClock }: AppOptions,
  { trail: { audit }, mailer, opened: { directory, failedLoginMs } }: Parts,
): Services {
  const { models } = database
  return {
    accounts: createAccounts(models),
    sessions: createSessions(models),
    phones: createPhones(models),
    counters: createCounters(models),
    audit,
    notices: createNotices(models),
    mailSessions: createMailSessions(models),
    mailClients: createMailClients(models),
    mailNodes: createDoveadm({ ...config.doveadm, log: (event) => log.error(event, 'doveadm') }),
    openid: createOpenidRows(models),
    openidKeys: createOpenidKeys(models),
    keys: createKeys(keys),
    factors: factorsOf(config),
    directory,
    wechat: createWechat({ ...config.wechat, log: (event) => log.error(event, 'wechat') }),
    places: createPlaces(),
    mailer,
    texter: config.sms && createTexter({ accounts: config.sms.accounts, log: (event) => log.error(event, 'sms') }),
    settings: settingsOf(config, failedLoginMs),
    now,
  }
}
