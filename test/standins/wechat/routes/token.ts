import { json } from '../answers.ts'
import { appOf, checkAddress } from '../credentials.ts'
import { checkQuery } from '../requests.ts'
import type { Route } from '../requests.ts'
import { issueToken, liveTokens } from '../tokens.ts'
import { now } from '../world.ts'

/** cgi-bin/token: a new token each time; the one before lives on for the app's grace. Knows nothing of stable tokens. */
export const token: Route = {
  method: 'GET',
  wrongMethod: 43001,
  answer(world, request) {
    checkQuery(request, ['appid', 'secret', 'grant_type'])
    const { appid, secret, grant_type } = Object.fromEntries(request.query)
    const app = appOf(world, { appid, secret, grant: grant_type }, 'client_credential', 40001)
    checkAddress(app, request)
    for (const old of liveTokens(world, app, 'plain')) {
      old.expiresAt = Math.min(old.expiresAt, now(world) + app.graceSeconds * 1_000)
    }
    const [text] = issueToken(world, app, 'plain')
    return json({ access_token: text, expires_in: app.tokenLifeSeconds })
  },
}
