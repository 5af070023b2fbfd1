import { randomBytes } from 'node:crypto'
import type { Output } from '../../shared/api/contract.ts'
import { createClient, type Transport } from '../../shared/client.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'

type ScanView = Output<'POST /api/phone/scans'>

/** A phone without a screen: a WeChat of the stand-in and the mini-program's calls over real HTTP. */
export function createPhone(url: string, wechat: WechatStandin, name: string) {
  const installation = randomBytes(12).toString('base64url')
  let token: string | undefined
  const transport: Transport = async ({ method, path, body }) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: method === 'GET' ? undefined : JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }
  const call = createClient(transport)
  const login = () => wechat.control.phone(name).login()
  const open = async () => {
    const tokens = await call('POST /api/phone/session', { input: { code: await login(), installation } })
    token = tokens.token
    return tokens
  }
  return {
    name,
    call,
    login,
    open,
    useToken: (text: string | undefined) => {
      token = text
    },
    /** Reads the QR whose text is `link`. */
    async scan(link: string, scene = 1011, platform = 'ios') {
      if (token === undefined) await open()
      return call('POST /api/phone/scans', { input: { ticket: link.split('/w/')[1] ?? '', scene, platform } })
    },
    async answer({ scan, purpose }: Pick<ScanView, 'scan' | 'purpose'>, answer: 'approve' | 'deny' | 'report') {
      return call('POST /api/phone/scans/:scan/answer', {
        params: { scan },
        input: { answer, purpose, code: await login() },
      })
    },
    async code() {
      if (token === undefined) await open()
      const { mailboxes } = await call('GET /api/phone/codes')
      return mailboxes[0]?.codes[0]?.code ?? ''
    },
  }
}

export type Phone = ReturnType<typeof createPhone>
