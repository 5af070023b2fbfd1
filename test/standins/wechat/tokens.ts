import { randomBytes } from 'node:crypto'
import { note } from '../../after/ledger.ts'
import { now } from './world.ts'
import type { App, Token, World } from './world.ts'

const day = 86_400_000
const renewBefore = 300_000
const forceEvery = 30_000
const forcedPerDay = 20

/** A new access token: its text and its record. */
export function issueToken(world: World, app: App, kind: Token['kind']): [string, Token] {
  const issuedAt = now(world)
  const token = {
    appid: app.appid,
    kind,
    issuedAt,
    expiresAt: issuedAt + app.tokenLifeSeconds * 1_000,
    isKilled: false,
  }
  const text = `${randomBytes(3).toString('base64url')}_${randomBytes(96).toString('base64url')}`
  note('access token', text)
  world.tokens.set(text, token)
  return [text, token]
}

const entries = (world: World, app: App, kind: Token['kind']) =>
  [...world.tokens].filter(([, token]) => {
    const isLive = !token.isKilled && now(world) < token.expiresAt
    return isLive && token.appid === app.appid && token.kind === kind
  })

export const liveTokens = (world: World, app: App, kind: Token['kind']) =>
  entries(world, app, kind).map(([, token]) => token)

/** Normal mode: the same token until five minutes before its end, then a new one beside it. */
export function stableToken(world: World, app: App): [string, Token] {
  const newest = entries(world, app, 'stable').at(-1)
  const isFresh = newest && newest[1].expiresAt - now(world) > renewBefore
  return isFresh ? newest : issueToken(world, app, 'stable')
}

/** Every stable token of the app ends at once, as when another process forces a refresh. */
export function replaceStableToken(world: World, app: App): [string, Token] {
  for (const token of liveTokens(world, app, 'stable')) token.isKilled = true
  return issueToken(world, app, 'stable')
}

/** force_refresh: nothing new within 30 s of the last one, and `undefined` after the twentieth of the day. */
export function forceStableToken(world: World, app: App): [string, Token] | undefined {
  const forced = (world.forced.get(app.appid) ?? []).filter(
    (at) => Math.floor(at / day) === Math.floor(now(world) / day),
  )
  const last = forced.at(-1)
  if (last !== undefined && now(world) - last < forceEvery) return stableToken(world, app)
  if (forced.length >= forcedPerDay) return undefined
  world.forced.set(app.appid, [...forced, now(world)])
  return replaceStableToken(world, app)
}
