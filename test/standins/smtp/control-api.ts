import type { Server } from 'node:http'
import { createControlListener, type Asked } from '../control-listener.ts'
import { createWorld, stages, type FaultRequest, type World } from './world.ts'

function setFault(world: World, { body }: Asked) {
  const isKnown = stages.some((stage) => stage === body.at) && ['reply', 'hang', 'drop'].includes(String(body.do))
  if (!isKnown) throw new Error('unknown kind of fault')
  const fault = body as unknown as FaultRequest
  world.faults.push({ ...fault, path: fault.at, seen: 0, fired: 0 })
  return {}
}

const orders: Readonly<Record<string, (world: World, asked: Asked) => unknown>> = {
  'POST /reset': (world) => (Object.assign(world, createWorld()), {}),
  'POST /faults': setFault,
  'DELETE /faults': (world) => ((world.faults = []), {}),
  'GET /mails': ({ mails }, { query }) => mails.filter(({ envelope }) => [null, envelope.to].includes(query.get('to'))),
  'GET /visits': ({ visits }) => visits,
}

/** The test's side: what came, and what shall go wrong. */
export const createControl = (world: World): Server =>
  createControlListener((asked) => {
    const order = orders[`${asked.method} ${asked.path}`]
    if (!order) throw new Error('no such order')
    return order(world, asked)
  })
