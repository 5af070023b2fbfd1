import { ScanFlow } from '../../miniprogram/src/scan/flow.ts'
import { askedOf, type Scan, type Stage } from '../../miniprogram/src/scan/stage.ts'
import { createClient } from '../../shared/client.ts'
import { limits } from '../../shared/limits.ts'
import type { Asked } from '../../shared/messages/phone-confirm.ts'
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

const asks: Record<Asked, Pick<Scan, 'purpose' | 'stage' | 'target'>> = {
  login: { purpose: 'login', stage: 'prove', target: null },
  prove: { purpose: 'prove', stage: 'prove', target: null },
  bind: { purpose: 'bind', stage: 'bind', target: 'wechat' },
  unbind: { purpose: 'unbind', stage: 'prove', target: 'wechat' },
  'unbind-other': { purpose: 'unbind', stage: 'prove', target: 'sms' },
  'rebind-old': { purpose: 'rebind', stage: 'prove', target: 'wechat' },
  'rebind-new': { purpose: 'rebind', stage: 'bind', target: 'wechat' },
  'rebind-other': { purpose: 'rebind', stage: 'prove', target: 'email' },
}

export const everything = Object.keys(asks) as Asked[]

/** @param more what is not as usual about it. */
export const scanOf = (asked: Asked, more: Partial<Scan> = {}): Omit<Scan, 'now'> => ({
  scan: 'scan-1234',
  status: 'scanned',
  doubts: [],
  usualArea: null,
  ...asks[asked],
  asksTrust: false,
  address: 'zhangming@example.edu.cn',
  browser: { name: 'Chrome 141', system: 'Windows 11', place: { area: '重庆', network: null }, ip: '202.202.x.x' },
  startedAt: iso(start - 8_000),
  isLast: false,
  number: null,
  until: iso(start + limits.confirmLife),
  ...more,
})

/** A server with one scan, and the flow of the phone that read it. */
export function world(asked: Asked, more?: Partial<Scan>) {
  let now = start
  let logins = 0
  const scan = scanOf(asked, more)
  const view = () => ({ ...scan, now: iso(now) })
  const server = fakeServer({
    [take]: view,
    [look]: view,
    [answer]: ({ body }) => {
      const isYes = (body as { answer: string }).answer === 'approve'
      const number = isYes && scan.stage === 'bind' ? '47' : null
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
export async function asked(what: Asked, more?: Partial<Scan>) {
  const phone = world(what, more)
  await phone.flow.start(reading)
  if (phone.stage().is !== 'ask') throw new Error('no question on the screen')
  return phone
}

/** What the screen is: an end by its name, all else by its kind. */
export const endOf = (stage: Stage) =>
  stage.is === 'outcome' ? `${askedOf(stage.scan)}-${stage.outcome}` : stage.is === 'end' ? stage.end : stage.is
export const troubleOf = (stage: Stage) => ('trouble' in stage ? stage.trouble : undefined)
