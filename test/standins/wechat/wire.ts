import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { takeFaults } from '../fault-match.ts'
import { refusal, WireError } from './answers.ts'
import type { Answer } from './answers.ts'
import { deliver } from './deliver.ts'
import { distort } from './distort.ts'
import { faultOf } from './faults.ts'
import type { Fault } from './faults.ts'
import { readRequest } from './requests.ts'
import type { Route, WireRequest } from './requests.ts'
import { getwxacodeunlimit } from './routes/getwxacodeunlimit.ts'
import { jscode2session } from './routes/jscode2session.ts'
import { stableToken } from './routes/stable-token.ts'
import { subscribeSend } from './routes/subscribe-send.ts'
import { token } from './routes/token.ts'
import { replaceStableToken } from './tokens.ts'
import { now } from './world.ts'
import type { Call, World } from './world.ts'

const routes: Readonly<Record<string, Route>> = {
  '/sns/jscode2session': jscode2session,
  '/cgi-bin/token': token,
  '/cgi-bin/stable_token': stableToken,
  '/wxa/getwxacodeunlimit': getwxacodeunlimit,
  '/cgi-bin/message/subscribe/send': subscribeSend,
}

function answerOf(world: World, request: WireRequest, faults: readonly Fault[]): Answer {
  const forced = faultOf(faults, 'errcode')
  const route = routes[request.path]
  try {
    if (forced) throw new WireError(forced.errcode, forced.errmsg)
    if (!route) throw new WireError(40066)
    if (request.method !== route.method) throw new WireError(route.wrongMethod)
    return route.answer(world, request)
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    return refusal(error, request.path)
  }
}

function record(world: World, request: WireRequest, faults: readonly Fault[]): Call {
  const { method, path, body } = request
  const kinds = faults.map((fault) => fault.kind)
  const call: Call = { at: now(world), method, path, query: Object.fromEntries(request.query), body, faults: kinds }
  world.calls.push(call)
  return call
}

async function handle(world: World, incoming: IncomingMessage, response: ServerResponse) {
  const request = await readRequest(incoming)
  const faults = takeFaults(world.faults, request.path)
  const call = record(world, request, faults)
  if (faultOf(faults, 'tokenKilledMidFlight')) for (const app of world.apps.values()) replaceStableToken(world, app)
  const answer = answerOf(world, request, faults)
  call.status = answer.status
  call.errcode = answer.errcode
  await deliver(response, distort(answer, faults), faults)
}

/** WeChat's side: api.weixin.qq.com over plain HTTP. */
export function createWire(world: World): Server {
  return createServer((request, response) => {
    handle(world, request, response).catch((error: unknown) => {
      if (response.destroyed) return
      response.writeHead(500).end(`the stand-in itself failed: ${String(error)}`)
    })
  })
}
