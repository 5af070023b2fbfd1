import { randomBytes } from 'node:crypto'
import type { Output } from '../../shared/api/contract.ts'
import { createClient, type Transport } from '../../shared/client.ts'
import { noteBody } from '../after/ledger.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'

type ScanView = Output<'POST /api/phone/scans'>

/** The mini-program's requests: JSON over real HTTP with the bearer token it holds. */
function createWire(url: string, headers: Record<string, string> = {}) {
  let server = url
  let token: string | undefined
  const transport: Transport = async ({ method, path, body }) => {
    const answer = await fetch(`${server}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...headers,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: method === 'GET' ? undefined : JSON.stringify(body),
    })
    const answered: unknown = await answer.json()
    noteBody([body, answered])
    return { status: answer.status, body: answered }
  }
  return {
    call: createClient(transport),
    token: () => token,
    holdToken: (text: string | undefined) => {
      token = text
    },
    /** From now on the same phone is served by another process. */
    moveTo: (other: string) => {
      server = other
    },
  }
}

/** A phone without a screen: a WeChat of the stand-in and the mini-program's calls over real HTTP. */
export function createPhone(url: string, wechat: WechatStandin, name: string, headers?: Record<string, string>) {
  const installation = randomBytes(12).toString('base64url')
  const { call, token, holdToken, moveTo } = createWire(url, headers)
  const login = () => wechat.control.phone(name).login()
  const open = async () => {
    const tokens = await call('POST /api/phone/session', { input: { code: await login(), installation } })
    holdToken(tokens.token)
    return tokens
  }
  return {
    name,
    installation,
    call,
    login,
    open,
    token,
    holdToken,
    moveTo,
    openid: async () => (await wechat.control.phone(name).set()).openid,
    /** Reads the QR whose text is `link`. */
    async scan(link: string, scene = 1011, platform = 'ios') {
      if (token() === undefined) await open()
      return call('POST /api/phone/scans', { input: { ticket: link.split('/w/')[1] ?? '', scene, platform } })
    },
    async answer({ scan, purpose }: Pick<ScanView, 'scan' | 'purpose'>, answer: 'approve' | 'deny' | 'report') {
      const input = { answer, purpose, code: await login() }
      return call('POST /api/phone/scans/:scan/answer', { params: { scan }, input })
    },
    async codes() {
      if (token() === undefined) await open()
      const { mailboxes } = await call('GET /api/phone/codes')
      return mailboxes[0]?.codes.map(({ code }) => code) ?? []
    },
    async code() {
      return (await this.codes())[0] ?? ''
    },
  }
}

export type Phone = ReturnType<typeof createPhone>
