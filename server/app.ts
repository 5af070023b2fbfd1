import type Koa from 'koa'
import { markOf, type Seal } from './core/audit-chain.ts'
import { chainTrail, startSeals, type ChainedTrail } from './core/audit-trail.ts'
import { createKeys } from './core/keys.ts'
import { sendNotices } from './core/notice.ts'
import { endMailSessions } from './core/mail-sessions.ts'
import { startRelay, type Relayed, type Sender } from './core/relay.ts'
import type { Services } from './core/services.ts'
import type { Outboxes } from './core/stores.ts'
import { createDoors } from './doors/doors.ts'
import { addressList } from './core/client-address.ts'
import type { Edge } from './http/caller.ts'
import { createHttp, type HttpOptions } from './http/server.ts'
import { loggedOutOf } from './config/openid.ts'
import { clientSenders, openidOf } from './openid-door.ts'
import type { OpenidDoor } from './doors/openid/door.ts'
import type { Config } from './config/config.ts'
import type { Listener } from './listeners.ts'
import { operationsOf } from './operations-listener.ts'
import { meter } from './operations/metered.ts'
import { createMeters } from './operations/meters.ts'
import { createSmtpMailer } from './outbound/smtp/mailer.ts'
import { createServices, openConfigured, systemClock, type AppOptions } from './services.ts'
import { createAuditChain } from './store/audit-chain.ts'
import { createAudit, createOutboxes } from './store/audit.ts'
import { createChallengeFeed } from './store/challenge-feed.ts'

export interface App {
  koa: Koa
  /** The public one first; they are closed in this order. */
  listeners: readonly Listener[]
  services: Services
  /** To be asked once the server listens. @throws Error when the directory must not be used. */
  prove(): Promise<void>
  /** Ends streams and the relay, and seals the trail; the database stays open. */
  stop(): Promise<void>
}

const createTrail = ({ keys, database: { models }, now = systemClock }: AppOptions): ChainedTrail =>
  chainTrail({ audit: createAudit(models), auditChain: createAuditChain(models), keys: createKeys(keys), now })

const relayedOf = (services: Services, { openidClients }: Config, outboxes: Outboxes): Relayed => ({
  outboxes,
  audit: services.audit,
  notices: services.notices,
  mailSessions: services.mailSessions,
  mailNodes: services.mailNodes.names,
  leavers: { ...services, loggedOutClients: loggedOutOf(openidClients) },
})

/** A mail server that is away keeps nothing from the others. */
const sendersOf = (services: Services): Sender[] => [
  (isOver) => sendNotices(services, isOver),
  ...services.mailNodes.names.map(
    (node): Sender =>
      (isOver) =>
        endMailSessions(services, node, isOver),
  ),
]

const tellingOf =
  ({ log }: AppOptions): OnError =>
  (where) =>
  (error) =>
    log.error({ error: error instanceof Error ? error.name : 'unknown' }, where)

type OnError = (where: string) => (error: unknown) => void

/** What runs beside the requests: the relay, and the seals of the trail. */
function startCarriers(
  { config, database, log }: AppOptions,
  services: Services,
  { trail, openid }: { trail: ChainedTrail; openid: OpenidDoor | null },
  onError: OnError,
) {
  const senders = [...sendersOf(services), ...clientSenders(openid, config.openidClients, services)]
  const relay = startRelay(relayedOf(services, config, createOutboxes(database.models)), senders, onError('relay'))
  const tellSeal = (seal: Seal) => log.info({ seal: seal.seq, mark: markOf(seal) }, 'sealed')
  const seals = startSeals(trail, tellSeal, onError('seals'))
  return {
    soon: relay.soon,
    async stop() {
      await relay.stop()
      await seals.stop()
    },
  }
}

const edgeOf = ({ config }: AppOptions, services: Services): Edge => ({
  services,
  trustedProxies: addressList(config.trustedProxies),
  sharedNetworks: addressList(config.sharedNetworks),
})

const openHttp = (
  { config, log, isStrict = false }: AppOptions,
  { openid, ...more }: Pick<HttpOptions, 'edge' | 'feed' | 'soon' | 'onAnswer'> & { openid: OpenidDoor | null },
) =>
  createHttp({
    beside: openid ? [openid.middleware] : [],
    branding: config.branding,
    pages: { dir: config.portalDir, linkCheck: config.linkCheck },
    log,
    isStrict,
    ...more,
  })

/** Where mail servers ask. */
const doorsOf = ({ config: { doors }, log }: AppOptions, services: Services, soon: () => void): Listener[] =>
  doors
    ? [{ name: 'doors', host: doors.host, port: doors.port, koa: createDoors({ ...doors, services, log, soon }) }]
    : []

/** The wiring: every part is made here and handed to who needs it. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, database, log } = options
  const onError = tellingOf(options)
  const trail = createTrail(options)
  const mailer = config.mail && createSmtpMailer({ ...config.mail, log: (event) => log.error(event, 'mail') })
  const meters = config.operations && createMeters()
  const opened = await openConfigured(options)
  const plain = createServices(options, { trail, mailer, opened })
  const services = meters ? meter(plain, meters) : plain
  const edge = edgeOf(options, services)
  const openid = openidOf(config, edge, { log, soon: () => carriers.soon() })
  const carriers = startCarriers(options, services, { trail, openid }, onError)
  const feed = createChallengeFeed(database.models, onError('feed'))
  const http = openHttp(options, { edge, feed, openid, soon: carriers.soon, onAnswer: meters?.request })
  let isStopping = false
  const watched = {
    feed,
    streams: http.streams,
    now: services.now,
    isStopping: () => isStopping,
    onError: onError('operations'),
  }
  return {
    koa: http.app,
    listeners: [
      { name: 'public', host: config.host, port: config.port, koa: http.app },
      ...doorsOf(options, services, carriers.soon),
      ...operationsOf(config, database, meters, watched),
    ],
    services,
    prove: opened.prove,
    async stop() {
      isStopping = true
      await http.stop()
      await carriers.stop()
      mailer?.stop()
      opened.stop()
    },
  }
}
