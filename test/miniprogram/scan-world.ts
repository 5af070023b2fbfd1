import { ScanFlow } from '../../miniprogram/src/scan/flow.ts'
import type { Stage } from '../../miniprogram/src/scan/stage.ts'
import { createClient } from '../../shared/client.ts'
import type { Purpose } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import { fakeServer } from './fake-phone.ts'

export const take = 'POST /api/phone/scans'
export const look = 'GET /api/phone/scans/scan-1234'
export const answer = 'POST /api/phone/scans/scan-1234/answer'
export const start = Date.parse('2026-11-24T02:00:00.000Z')
/** The phone's clock is wrong by this much. */
const skew = 7 * 60_000
export const iso = (time: number) => new Date(time).toISOString()
export const reading = { ticket: 'A'.repeat(22), scene: 1011 }
export const settle = () => new Promise((resolve) => setImmediate(resolve))

const scanOf = (purpose: Purpose) => ({
  scan: 'scan-1234',
  status: 'scanned',
  doubts: [],
  usualArea: null,
  purpose,
  address: 'zhangming@example.edu.cn',
  browser: { name: 'Chrome 141', system: 'Windows 11', place: { area: '重庆', network: null }, ip: '202.202.x.x' },
  startedAt: iso(start - 8_000),
  isLast: false,
  number: null as string | null,
  until: iso(start + limits.confirmLife),
})

/** A server with one scan, and the flow of the phone that read it. */
export function world(purpose: Purpose) {
  let now = start
  let logins = 0
  const scan = scanOf(purpose)
  const view = () => ({ ...scan, now: iso(now) })
  const server = fakeServer({
    [take]: view,
    [look]: view,
    [answer]: ({ body }) => {
      const isYes = (body as { answer: string }).answer === 'approve'
      const number = isYes && purpose === 'bind' ? '47' : null
      Object.assign(scan, { status: isYes ? 'approved' : 'denied', number, until: iso(now + limits.redeemLife) })
      return view()
    },
  })
  const flow = new ScanFlow({
    call: createClient(server.send),
    login: async () => `login-code-${++logins}`,
    platform: () => 'ios',
    now: () => now + skew,
  })
  return {
    flow,
    server,
    scan,
    stage: () => flow.stage.get(),
    /** Seconds pass while the page is seen. */
    async wait(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        now += 1_000
        flow.tick()
        await settle()
      }
    },
  }
}

/** A phone that shows the question. */
export async function asked(purpose: Purpose) {
  const phone = world(purpose)
  await phone.flow.start(reading)
  if (phone.stage().is !== 'ask') throw new Error('no question on the screen')
  return phone
}

export const endOf = (stage: Stage) => (stage.is === 'end' ? stage.end : stage.is)
export const troubleOf = (stage: Stage) => ('trouble' in stage ? stage.trouble : undefined)
