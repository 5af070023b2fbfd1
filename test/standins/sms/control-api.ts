import type { Server } from 'node:http'
import { createControlListener, type Asked } from '../control-listener.ts'
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

function obey(world: World, { method, path, query, body }: Asked): unknown {
  const order = orders[`${method} ${path}`]
  if (!order) throw new Error('no such order')
  return order({ world, query, body })
}

/** The test's side. */
export const createSmsControl = (world: World): Server => createControlListener((asked) => obey(world, asked))
