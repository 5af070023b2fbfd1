import { json, WireError } from '../answers.ts'
import { appOf } from '../credentials.ts'
import { openidOf, phoneOf, unionidOf } from '../phones.ts'
import { checkQuery } from '../requests.ts'
import type { Route } from '../requests.ts'
import { isWithinMinuteQuota, now } from '../world.ts'

const codeLife = 300_000

/** code2Session. The code is spent before the answer leaves: who loses the answer sees 40163 the next time. */
export const jscode2session: Route = {
  method: 'GET',
  wrongMethod: 41002,
  answer(world, request) {
    checkQuery(request, ['appid', 'secret', 'js_code', 'grant_type'])
    const { appid, secret, js_code, grant_type } = Object.fromEntries(request.query)
    const app = appOf(world, { appid, secret, grant: grant_type }, 'authorization_code', 40125)
    if (!js_code) throw new WireError(41008)
    const code = world.codes.get(js_code)
    if (!code || code.appid !== app.appid || now(world) > code.issuedAt + codeLife) throw new WireError(40029)
    if (code.isUsed) throw new WireError(40163)
    const phone = phoneOf(world, code.phone)
    const quota = app.quotas.loginsPerPhoneMinute
    if (!isWithinMinuteQuota(world, `login ${app.appid} ${phone.name}`, quota)) throw new WireError(45011)
    code.isUsed = true
    if (phone.blocked) throw new WireError(40226)
    const identity = { openid: openidOf(app, phone), unionid: unionidOf(app, phone) }
    return json({ session_key: phone.sessionKeys.get(app.appid), ...identity }, 'text/plain')
  },
}
