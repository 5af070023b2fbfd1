import { createServer, type IncomingMessage, type Server } from 'node:http'
import { readJson } from '../wechat/control-api.ts'
import type { SmsFaultRequest } from './faults.ts'
import { createWorld, type Call, type World } from './world.ts'

interface Order {
  world: World
  query: URLSearchParams
  // Only our own helper and the demo write here: a wrong shape ends as a failing test.
  body: Record<string, unknown>
}

function setFault({ world, body }: Order) {
  const fault = body as unknown as SmsFaultRequest
  world.faults.push({ ...fault, path: fault.provider, seen: 0, fired: 0 })
  return {}
}

const orders: Readonly<Record<string, (order: Order) => unknown>> = {
  'POST /reset': ({ world }) => (Object.assign(world, createWorld()), {}),
  'POST /flow-control': ({ world, body }) => ((world.isFlowControlled = body['isOn'] === true), {}),
  'POST /clock/advance': ({ world, body }) => ((world.aheadMs += Number(body['ms'])), {}),
  'POST /clock/skew': ({ world, body }) => ((world.skewMs = Number(body['ms'])), {}),
  'POST /faults': setFault,
  'DELETE /faults': ({ world }) => ((world.faults = []), {}),
  'GET /calls': ({ world, query }) =>
    world.calls.filter(({ provider }) => [null, provider].includes(query.get('of') as Call['provider'] | null)),
  'GET /sent': ({ world, query }) => world.sent.filter(({ number }) => [null, number].includes(query.get('to'))),
}

async function obey(world: World, request: IncomingMessage): Promise<unknown> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://control')
  const order = orders[`${request.method} ${pathname.replace(/^\/__ctl/, '')}`]
  if (!order) throw new Error('no such order')
  return order({ world, query: searchParams, body: await readJson(request) })
}

/** The test's side. Loopback only, no CORS. */
export function createSmsControl(world: World): Server {
  return createServer((request, response) => {
    const answer = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    obey(world, request).then(
      (value) => answer(200, value),
      (error: unknown) => answer(400, { error: String(error) }),
    )
  })
}
