import { jsonText, WireError } from '../answers.ts'
import { authorizedApp } from '../credentials.ts'
import { addConsent, consentsLeft, phoneByOpenid } from '../phones.ts'
import { checkQuery, jsonBody } from '../requests.ts'
import type { Route } from '../requests.ts'
import { checkTemplateData } from '../template-data.ts'
import { now } from '../world.ts'
import type { App } from '../world.ts'

const fields = ['touser', 'template_id', 'page', 'miniprogram_state', 'lang', 'data']
const firstMsgid = 1_988_810_812_324_364_291n

function checkPage(app: App, page: unknown): string | undefined {
  if (page === undefined) return undefined
  if (typeof page !== 'string' || !app.pages.includes(page.split('?')[0]!)) throw new WireError(41030)
  return page
}

function checkChoice(value: unknown, choices: readonly string[]): string {
  if (typeof value !== 'string' || !choices.includes(value)) throw new WireError(40097)
  return value
}

/** One consent, one message; without one 43101. */
export const subscribeSend: Route = {
  method: 'POST',
  wrongMethod: 43002,
  answer(world, request) {
    checkQuery(request, ['access_token'])
    const app = authorizedApp(world, request)
    const body = jsonBody(request, fields)
    const { touser, template_id, miniprogram_state = 'formal', lang = 'zh_CN' } = body
    const phone = phoneByOpenid(world, app, touser)
    if (!phone) throw new WireError(40003)
    const names = app.templates[String(template_id)]
    if (!names) throw new WireError(40037)
    const page = checkPage(app, body.page)
    const miniprogramState = checkChoice(miniprogram_state, ['developer', 'trial', 'formal'])
    checkChoice(lang, ['zh_CN', 'en_US', 'zh_HK', 'zh_TW'])
    const data = checkTemplateData(names, body.data)
    const templateId = String(template_id)
    if (consentsLeft(app, phone, templateId) < 1) throw new WireError(43101)
    addConsent(app, phone, templateId, -1)
    const msgid = String(firstMsgid + BigInt(world.messages.length))
    world.messages.push({ openid: String(touser), templateId, page, data, miniprogramState, msgid, at: now(world) })
    return jsonText(`{"errcode":0,"errmsg":"ok","msgid":${msgid}}`)
  },
}
