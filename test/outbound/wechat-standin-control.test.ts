import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals'
import { connectWechatControl } from '../standins/wechat/control.ts'
import type { FaultRequest } from '../standins/wechat/faults.ts'
import { startWechatStandin } from '../standins/wechat/start.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { wireOf } from './wechat-wire.ts'
import type { Wire } from './wechat-wire.ts'

let standin: WechatStandin
let wire: Wire
const path = '/sns/jscode2session'
const exchange = async () => wire.exchange(await standin.control.phone('li').login())

beforeAll(async () => {
  standin = await startWechatStandin()
  wire = wireOf(standin)
})
beforeEach(() => standin.control.reset())
afterAll(() => standin.stop())

/** Everything the wire sends for one request on a bare connection, until it is silent for a while. */
async function rawAnswer(query: string): Promise<string> {
  const { port, hostname } = new URL(standin.url)
  const socket = connectTcp(Number(port), hostname).setEncoding('latin1')
  let text = ''
  socket.on('data', (chunk: string) => (text += chunk)).on('error', () => (text += '<reset>'))
  socket.write(`GET ${path}?${query} HTTP/1.1\r\nhost: wire\r\n\r\n`)
  await new Promise((resolve) => setTimeout(resolve, 150))
  socket.destroy()
  return text
}

it.each<[FaultRequest, number, RegExp, RegExp]>([
  [{ kind: 'notJson' }, 502, /html/, /^<html>/],
  [{ kind: 'http', status: 503 }, 503, /html/, /^<html>/],
  [{ kind: 'emptyBody' }, 200, /plain/, /^$/],
  [{ kind: 'wrongContentType' }, 200, /html/, /"openid"/],
  [{ kind: 'gzip' }, 200, /plain/, /"openid"/],
  [
    { kind: 'errcode', errcode: 45009 },
    200,
    /json/,
    /"errcode":45009,"errmsg":"reach max api daily quota limit, rid: /,
  ],
  [{ kind: 'errcode', errcode: 7, errmsg: 'own' }, 200, /json/, /"errcode":7,"errmsg":"own, rid: /],
  [{ kind: 'jsonInImage' }, 200, /image\/jpeg/, /"errcode":-1/],
  [{ kind: 'delay', ms: 50 }, 200, /plain/, /"openid"/],
  [{ kind: 'slowBody', bytesPerSecond: 500 }, 200, /plain/, /"openid"/],
])('fault %o answers so', async (fault, status, type, text) => {
  await standin.control.fault(fault)
  const answer = await fetch(`${standin.url}${path}?${await query()}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, expect.stringMatching(type)])
  expect(await answer.text()).toMatch(text)
})

const query = async () => {
  const { appid, secret } = standin
  const js_code = await standin.control.phone('li').login()
  return String(new URLSearchParams({ appid, secret, js_code, grant_type: 'authorization_code' }))
}

it('fault hang sends nothing, having done its work', async () => {
  await standin.control.fault({ kind: 'hang', times: 1 })
  const asked = await query()
  expect(await rawAnswer(asked)).toBe('')
  expect(await rawAnswer(asked)).toContain('40163')
})

it('fault truncateJson, bom, huge, redirect and duplicateAnswer look so on the wire', async () => {
  const under = async (fault: FaultRequest) => {
    await standin.control.clearFaults()
    await standin.control.fault(fault)
    return rawAnswer(await query())
  }
  expect(await under({ kind: 'truncateJson' })).toMatch(/\r\n\r\n\{"[^}]*$/)
  expect(await under({ kind: 'bom' })).toContain('\r\n\r\n\u00ef\u00bb\u00bf{')
  expect(await under({ kind: 'huge', bytes: 1_000 })).toMatch(/x{1000}"\}$/)
  expect(await under({ kind: 'redirect', location: 'http://portal.invalid/' })).toMatch(
    /302[^]*location: http:\/\/portal/,
  )
  expect(await under({ kind: 'duplicateAnswer' })).toMatch(/HTTP\/1.1 200[^]*"openid"[^]*HTTP\/1.1 200[^]*"openid"/)
  expect(await under({ kind: 'resetBeforeBody' })).not.toContain('openid')
})

it('fault errcodeAsString puts the number of a refusal in quotes', async () => {
  await standin.control.fault({ kind: 'errcodeAsString' })
  expect((await wire.exchange('unknown')).json.errcode).toBe('40029')
})

it('faults meet the nth call, so many times, on one path', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: 1, path, nth: 2, times: 2 })
  const codes = []
  for (let call = 0; call < 5; call += 1) codes.push((await exchange()).json.errcode)
  expect(codes).toEqual([undefined, 1, 1, undefined, undefined])
  await standin.control.fault({ kind: 'errcode', errcode: 1, path: '/elsewhere' })
  expect((await exchange()).json.errcode).toBeUndefined()
})

it('faults may be left to chance', async () => {
  await standin.control.fault({ kind: 'errcode', errcode: 1, probability: 0.5 })
  let hits = 0
  for (let call = 0; call < 60; call += 1) hits += (await wire.exchange('unknown')).json.errcode === 1 ? 1 : 0
  expect(hits).toBeGreaterThan(5)
  expect(hits).toBeLessThan(55)
})

it('faults of an unknown kind are refused', async () => {
  await expect(standin.control.fault({ kind: 'flood' } as unknown as FaultRequest)).rejects.toThrow('unknown kind')
})

it('the control records every call with its query, its faults and what it was told', async () => {
  await standin.control.fault({ kind: 'delay', ms: 1 })
  await wire.exchange('unknown')
  await wire.plainToken()
  expect(await standin.control.calls(path)).toEqual([
    expect.objectContaining({
      method: 'GET',
      path,
      query: expect.objectContaining({ js_code: 'unknown' }),
      faults: ['delay'],
      errcode: 40029,
    }),
  ])
  expect(await standin.control.calls()).toHaveLength(2)
})

it('the control forgets everything on reset, the changed apps too', async () => {
  const code = await standin.control.phone('li').login()
  await standin.control.setApp({ secret: 'changed' })
  await standin.control.reset()
  expect((await wire.exchange(code)).json.errcode).toBe(40029)
  expect(await standin.control.calls()).toHaveLength(1)
})

it('the control keeps names with signs in them apart', async () => {
  const names = ['李/雷', '李', 'a%2fb', 'a b?c']
  const openids = await Promise.all(
    names.map(async (name) => (await wire.exchange(await standin.control.phone(name).login())).json.openid),
  )
  const expected = await Promise.all(names.map(async (name) => (await standin.control.phone(name).set()).openid))
  expect(openids).toEqual(expected)
  expect(new Set(openids).size).toBe(4)
})

it('the control takes no order from a web page: no CORS, and JSON only', async () => {
  const headers = { origin: 'http://localhost:8080', 'content-type': 'text/plain' }
  const response = await fetch(`${standin.controlUrl}/__ctl/reset`, { method: 'POST', headers, body: '{}' })
  expect(response.status).toBe(400)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect((await fetch(`${standin.controlUrl}/__ctl/reset`, { method: 'OPTIONS' })).status).toBe(400)
})

it('the control answers an unknown order, app or body with 400', async () => {
  await expect(standin.control.phone('li').login('wx-none')).rejects.toThrow('no such app')
  await expect(standin.control.advance(-1)).rejects.toThrow('not negative')
  const response = await fetch(`${standin.controlUrl}/__ctl/nothing`)
  expect(response.status).toBe(400)
})

it('the control is not on the wire, nor the wire on it', async () => {
  expect((await wire.get('/__ctl/calls')).json.errcode).toBe(40066)
  expect((await fetch(`${standin.controlUrl}${path}`)).status).toBe(400)
})

it('as a process it prints one line with its addresses, works, and ends on SIGTERM', async () => {
  const apps = JSON.stringify([{ appid: 'wx00000000000000cc', secret: 'of-the-process' }])
  const main = new URL('../standins/wechat/main.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--apps', apps], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { url, controlUrl, appid } = JSON.parse(line) as { url: string; controlUrl: string; appid: string }
    const code = await connectWechatControl(controlUrl).phone('li').login()
    const answer = await wireOf({ ...standin, url, appid, secret: 'of-the-process' }).exchange(code)
    expect(answer.json.openid).toMatch(/^o/)
  } finally {
    child.kill('SIGTERM')
  }
  const [status] = (await once(child, 'exit')) as [number | null]
  expect(status).toBe(0)
})
