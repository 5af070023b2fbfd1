import { note } from '../../../after/ledger.ts'
import { WireError } from '../answers.ts'
import { authorizedApp } from '../credentials.ts'
import { greyJpeg } from '../jpeg.ts'
import { checkQuery, jsonBody } from '../requests.ts'
import type { Route } from '../requests.ts'
import { isWithinMinuteQuota } from '../world.ts'

const fields = ['scene', 'page', 'check_path', 'env_version', 'width', 'auto_color', 'line_color', 'is_hyaline']

// `&` stands in WeChat's table of allowed characters, yet it answers 40129 to it.
const sceneCharacters = /^[0-9a-zA-Z!#$'()*+,/:;=?@\-._~]*$/

function checkScene(scene: unknown): string {
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) throw new WireError(40169)
  if (!sceneCharacters.test(scene)) throw new WireError(40129)
  return scene
}

function checkWidth(width: unknown): number {
  if (typeof width !== 'number' || width < 280 || width > 1_280) throw new WireError(40097)
  return width
}

/** A picture that no decoder reads as a code (neither would the real one); what it stands for is in its comment. */
export const getwxacodeunlimit: Route = {
  method: 'POST',
  wrongMethod: 43002,
  answer(world, request) {
    checkQuery(request, ['access_token'])
    const app = authorizedApp(world, request)
    const body = jsonBody(request, fields, 40169)
    const { page = app.pages[0], check_path = true, env_version = 'release', width = 430 } = body
    const scene = checkScene(body.scene)
    note('ticket', scene)
    if (!['release', 'trial', 'develop'].includes(String(env_version))) throw new WireError(40097)
    if (typeof page !== 'string' || /^\/|\?/.test(page)) throw new WireError(41030)
    if (check_path !== false && !app.pages.includes(page)) throw new WireError(41030)
    const size = checkWidth(width)
    if (!isWithinMinuteQuota(world, `picture ${app.appid}`, app.quotas.picturesPerMinute)) throw new WireError(45009)
    return { status: 200, type: 'image/jpeg', body: greyJpeg(size, JSON.stringify({ page, scene })) }
  },
}
