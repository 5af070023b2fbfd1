import { inspect } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import type { Fault } from '../standins/wechat/faults.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import {
  connect,
  data,
  failureOf,
  identifyPath,
  page,
  picturePath,
  startStandin,
  templateId,
  tokenPath,
} from './wechat-fixture.ts'

let standin: WechatStandin

beforeAll(async () => {
  standin = await startStandin()
})
beforeEach(() => standin.control.reset())
afterAll(() => standin.stop())

const faults: Fault[] = [
  ...[-1, 40001, 40003, 40013, 40029, 40037, 40125, 40163, 40226, 41030, 42001, 45009, 45011, 47003, 99_999].map(
    (errcode) => ({ kind: 'errcode', errcode }) as const,
  ),
  { kind: 'resetBeforeBody' },
  { kind: 'truncateJson' },
  { kind: 'notJson' },
  { kind: 'http', status: 500 },
  { kind: 'emptyBody' },
  { kind: 'huge' },
  { kind: 'hang' },
]

it.each(faults)('12: no secret leaves under %o', async (fault) => {
  const { wechat, events } = connect(standin)
  const phone = standin.control.phone('li')
  const { openid } = await phone.set()
  const code = await phone.login()
  await wechat.miniProgramCode('warm', page)
  const token = (await standin.control.calls(picturePath))[0]?.query.access_token ?? ''
  // An error text that repeats what was sent, as WeChat's do at times.
  const errmsg = `bad ${code} ${token} ${openid} ${standin.secret}, hints: [ req_id: KfIawqLnRa-8oQBOA ]`
  const isRefusal = fault.kind === 'errcode'
  const request = isRefusal ? { ...fault, errmsg } : fault
  await standin.control.fault({ ...request, path: identifyPath })
  await standin.control.fault({ ...request, path: '/cgi-bin/message/subscribe/send' })
  const failures = await Promise.all([
    failureOf(wechat.identify(code)),
    failureOf(wechat.notify(openid, templateId, page, data)),
  ])
  const said = inspect([failures, events], { depth: 20, showHidden: true }) + JSON.stringify([failures, events])
  for (const secret of [code, token, openid, standin.secret]) {
    expect(secret.length).toBeGreaterThan(20)
    expect(said).not.toContain(secret)
  }
})

it('12: no secret leaves when the token itself cannot be had', async () => {
  const { wechat, events } = connect(standin, { secret: 'wrong-secret-of-the-operator' })
  const failure = await failureOf(wechat.miniProgramCode('ticket', page))
  const said = inspect([failure, events], { depth: 20, showHidden: true })
  expect(events).toEqual([expect.objectContaining({ level: 'alarm', api: tokenPath })])
  expect(said).not.toContain('wrong-secret-of-the-operator')
})

it('an event keeps WeChat’s request id in either spelling', async () => {
  const { wechat, events } = connect(standin)
  const errmsg = 'api unauthorized, hints: [ req_id: KfIawqLnRa-8oQBOA ]'
  await standin.control.fault({ kind: 'errcode', errcode: 48001, errmsg, path: identifyPath })
  await failureOf(wechat.identify('any'))
  expect(events[0]?.rid).toBe('KfIawqLnRa-8oQBOA')
})
