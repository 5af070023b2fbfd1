import type Koa from 'koa'
import type { Config } from './config/config.ts'
import { markOf, type Seal } from './core/audit-chain.ts'
import { chainTrail, startSeals, type ChainedTrail } from './core/audit-trail.ts'
import { createKeys, type MasterKey } from './core/keys.ts'
import type { Factors } from './core/factor.ts'
import { sendNotices } from './core/notice.ts'
import { startRelay } from './core/relay.ts'
import type { Services } from './core/services.ts'
import { openDirectory, type OpenDirectory } from './directory/open.ts'
import { factors } from './factors/index.ts'
import { addressList } from './http/client-address.ts'
import type { RequestLog } from './http/problem.ts'
import { createHttp } from './http/server.ts'
import { createTexter } from './outbound/sms/failover.ts'
import { createSmtpMailer, type SmtpMailer } from './outbound/smtp/mailer.ts'
import { createWechat } from './outbound/wechat/wechat.ts'
import { createPlaces } from './places/ip2region.ts'
import { createAccounts } from './store/accounts.ts'
import { createAuditChain } from './store/audit-chain.ts'
import { createAudit, createOutboxes } from './store/audit.ts'
import { createChallengeFeed } from './store/challenge-feed.ts'
import type { Database } from './store/connect.ts'
import { createCounters } from './store/counters.ts'
import { createLocalUsers } from './store/local-users.ts'
import { createNotices } from './store/notices.ts'
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

export interface App {
  koa: Koa
  services: Services
  /** To be asked once the server listens. @throws Error when the directory must not be used. */
  prove(): Promise<void>
  /** Ends streams and the relay, and seals the trail; the database stays open. */
  stop(): Promise<void>
}

const settingsOf = (config: Config, failedLoginMs: number): Services['settings'] => {
  const { publicUrl, webmailUrl, passwordUrl, qrMode, scanPolicy, branding, mailDomains, sms } = config
  return {
    publicUrl,
    webmailUrl,
    passwordUrl,
    qrMode,
    scanPolicy,
    branding,
    mailDomains,
    smsPerDay: sms ? Math.floor(sms.budgetFen / sms.fenEach) : 0,
    failedLoginMs,
  }
}

/** A factor whose messages cannot leave is not offered. */
const factorsOf = ({ mail, sms }: Config): Factors => {
  const isReachable = { mail: mail !== null, sms: sms !== null }
  const usable = Object.entries(factors).filter(([, { via }]) => via === undefined || isReachable[via])
  return Object.fromEntries(usable) as Factors
}

const systemClock = () => new Date()

const createTrail = ({ keys, database: { models }, now = systemClock }: AppOptions): ChainedTrail =>
  chainTrail({ audit: createAudit(models), auditChain: createAuditChain(models), keys: createKeys(keys), now })

const openConfigured = ({ config, keys, database, log, now = systemClock }: AppOptions): Promise<OpenDirectory> =>
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

function createServices(
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

const tellSeals = (log: RequestLog) => (seal: Seal) => log.info({ seal: seal.seq, mark: markOf(seal) }, 'sealed')

/** The wiring: every part is made here and handed to who needs it. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, database, log } = options
  const trail = createTrail(options)
  const mailer = config.mail && createSmtpMailer({ ...config.mail, log: (event) => log.error(event, 'mail') })
  const opened = await openConfigured(options)
  const services = createServices(options, { trail, mailer, opened })
  const onError = (where: string) => (error: unknown) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, where)
  const relay = startRelay(
    { outboxes: createOutboxes(database.models), audit: services.audit, notices: services.notices },
    (isOver) => sendNotices(services, isOver),
    onError('relay'),
  )
  const seals = startSeals(trail, tellSeals(log), onError('seals'))
  const http = createHttp({
    edge: {
      services,
      trustedProxies: addressList(config.trustedProxies),
      sharedNetworks: addressList(config.sharedNetworks),
    },
    branding: config.branding,
    pages: { dir: config.portalDir, linkCheck: config.linkCheck },
    feed: createChallengeFeed(database.models, onError('feed')),
    log,
    isStrict: options.isStrict ?? false,
    soon: relay.soon,
  })
  return {
    koa: http.app,
    services,
    prove: opened.prove,
    async stop() {
      await http.stop()
      await relay.stop()
      await seals.stop()
      mailer?.stop()
      opened.stop()
    },
  }
}
