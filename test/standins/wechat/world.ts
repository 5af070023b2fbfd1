import { note } from '../../after/ledger.ts'
import type { ActiveFault } from './faults.ts'
import type { LinkRule } from './link-rules.ts'

export interface App {
  appid: string
  secret: string
  /** The Open Platform account it belongs to; without one, users have no unionid. */
  openPlatform?: string
  /** Published pages, without leading slash. */
  pages: string[]
  rules: LinkRule[]
  /** Subscription templates: id → the names of its fields, e.g. `thing1`, `time2`. */
  templates: Record<string, string[]>
  /** Addresses that may ask for an access token; any when absent. */
  ipWhitelist?: string[]
  tokenLifeSeconds: number
  /** How long cgi-bin/token leaves the token before the newest one alive. */
  graceSeconds: number
  quotas: { loginsPerPhoneMinute: number; picturesPerMinute: number; tokensPerMinute: number }
}

export interface Phone {
  name: string
  blocked: boolean
  /** By app: replaced at each login. */
  sessionKeys: Map<string, string>
  /** By app and template: messages the user has consented to and not had yet. */
  consents: Map<string, number>
}

export interface Token {
  appid: string
  kind: 'plain' | 'stable'
  issuedAt: number
  expiresAt: number
  isKilled: boolean
}

export interface Call {
  at: number
  method: string
  path: string
  query: Record<string, string>
  body: string
  faults: string[]
  /** What was meant to be answered before faults of delivery; absent while under way. */
  status?: number
  errcode?: number
}

export interface Message {
  openid: string
  templateId: string
  page?: string
  data: Record<string, { value: string }>
  miniprogramState: string
  msgid: string
  at: number
}

/** Everything WeChat knows. Time is the machine's plus what `advance` added. */
export interface World {
  apps: Map<string, App>
  phones: Map<string, Phone>
  codes: Map<string, { appid: string; phone: string; issuedAt: number; isUsed: boolean }>
  tokens: Map<string, Token>
  /** When each app last forced a refresh, oldest first. */
  forced: Map<string, number[]>
  uses: Map<string, number>
  faults: ActiveFault[]
  calls: Call[]
  messages: Message[]
  aheadMs: number
}

export type AppSettings = Partial<App>

export const defaultApp: App = {
  appid: 'wx00000000000000aa',
  secret: 'standin0secret0of0no0real0app000',
  pages: ['pages/index/index'],
  rules: [],
  templates: {},
  tokenLifeSeconds: 7_200,
  graceSeconds: 300,
  quotas: { loginsPerPhoneMinute: 100, picturesPerMinute: 5_000, tokensPerMinute: 10_000 },
}

const mostRules = 100

/** Adds an app, or changes one. @throws Error beyond WeChat's 100 rules. */
export function setApp(world: World, settings: AppSettings): App {
  const before = world.apps.get(settings.appid ?? defaultApp.appid) ?? defaultApp
  const app = { ...before, ...settings, quotas: { ...before.quotas, ...settings.quotas } }
  if (app.rules.length > mostRules) throw new Error(`at most ${mostRules} link rules`)
  note('WeChat secret', app.secret)
  world.apps.set(app.appid, app)
  return app
}

export function createWorld(apps: readonly AppSettings[]): World {
  const world: World = {
    apps: new Map(),
    phones: new Map(),
    codes: new Map(),
    tokens: new Map(),
    forced: new Map(),
    uses: new Map(),
    faults: [],
    calls: [],
    messages: [],
    aheadMs: 0,
  }
  for (const app of apps.length ? apps : [defaultApp]) setApp(world, app)
  return world
}

/** Milliseconds since 1970 on the stand-in's clock. */
export const now = (world: World) => Date.now() + world.aheadMs

/** Counts one use of `what` in the running minute. False when that was beyond `most`. */
export function isWithinMinuteQuota(world: World, what: string, most: number): boolean {
  const key = `${what} ${Math.floor(now(world) / 60_000)}`
  const used = (world.uses.get(key) ?? 0) + 1
  world.uses.set(key, used)
  return used <= most
}
