import { WireError } from './answers.ts'
import type { WireRequest } from './requests.ts'
import { now } from './world.ts'
import type { App, World } from './world.ts'

interface Credentials {
  appid: unknown
  secret: unknown
  grant: unknown
}

/** The app that knows its secret. `wrongSecret`: endpoints differ in how they call it. */
export function appOf(
  world: World,
  { appid, secret, grant }: Credentials,
  grantType: string,
  wrongSecret: number,
): App {
  if (!appid) throw new WireError(41002)
  if (!secret) throw new WireError(41004)
  if (grant !== grantType) throw new WireError(40002)
  const app = world.apps.get(String(appid))
  if (!app) throw new WireError(40013)
  if (app.secret !== secret) throw new WireError(wrongSecret)
  return app
}

export function checkAddress(app: App, request: WireRequest) {
  if (app.ipWhitelist && !app.ipWhitelist.includes(request.ip)) throw new WireError(40164)
}

/** The app whose live access token is in the query. */
export function authorizedApp(world: World, request: WireRequest): App {
  const given = request.query.get('access_token')
  if (!given) throw new WireError(41001)
  const token = world.tokens.get(given)
  const app = token && world.apps.get(token.appid)
  if (!app || token.isKilled) throw new WireError(40001)
  if (now(world) >= token.expiresAt) throw new WireError(42001)
  return app
}
