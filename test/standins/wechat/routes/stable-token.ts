import { json, WireError } from '../answers.ts'
import { appOf, checkAddress } from '../credentials.ts'
import { checkQuery, jsonBody } from '../requests.ts'
import type { Route } from '../requests.ts'
import { forceStableToken, stableToken as normalToken } from '../tokens.ts'
import { isWithinMinuteQuota, now } from '../world.ts'

/** cgi-bin/stable_token: one token for all who ask, apart from cgi-bin/token's. */
export const stableToken: Route = {
  method: 'POST',
  wrongMethod: 43002,
  answer(world, request) {
    checkQuery(request, [])
    const {
      appid,
      secret,
      grant_type,
      force_refresh = false,
    } = jsonBody(request, ['grant_type', 'appid', 'secret', 'force_refresh'])
    const app = appOf(world, { appid, secret, grant: grant_type }, 'client_credential', 40125)
    if (typeof force_refresh !== 'boolean') throw new WireError(47001)
    checkAddress(app, request)
    const quota = app.quotas.tokensPerMinute
    if (!isWithinMinuteQuota(world, `stable ${app.appid}`, quota)) throw new WireError(45009)
    const found = force_refresh ? forceStableToken(world, app) : normalToken(world, app)
    if (!found) throw new WireError(45009)
    const [text, token] = found
    return json({ access_token: text, expires_in: Math.floor((token.expiresAt - now(world)) / 1_000) })
  },
}
