import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Flow, Flows } from './flow.ts'
import { openStage, type Stage } from './stage.ts'

const deathsOf = (flows: Flows) =>
  Object.entries(flows).flatMap(([name, flow]) =>
    flow.writes.map((write, at) => ({ name, flow, n: at + 1, of: flow.writes.length, write })),
  )

const left = ({ leaves }: Flow, last: string) => (typeof leaves === 'function' ? leaves(last) : leaves)
function carrier({ core }: Flow) {
  if (core.includes('endMailSessions')) return 'kicks'
  return core.includes('startRelay') ? 'relay' : 'requests'
}

/** Each flow once in whole, and once for every write that may be its last. */
export function killedIn(flows: Flows, env?: Record<string, string>): void {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage(env)
  }, 60_000)
  afterAll(() => stage.stop())

  describe('R11: the process is killed with kill -9 as soon as mongod has done a write, and the person goes on at another one:', () => {
    it.each(deathsOf(flows))('$name, after $write ($n of $of)', async ({ flow, n, write }) => {
      const death = await stage.play(flow, n, carrier(flow))
      expect(death).toEqual({ answer: 'offline', writes: flow.writes.slice(0, n), left: left(flow, write) })
    })
  })

  const requests = Object.entries(flows).filter(([, flow]) => carrier(flow) === 'requests')
  it.each(requests)('%s writes this and no more, unless the process is killed', async (_, flow) => {
    expect((await stage.play(flow, Infinity)).writes).toEqual(flow.writes)
  })
}
