import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { Edge } from '../../server/http/caller.ts'
import { mount, type Handlers } from '../../server/http/mount.ts'
import { problemJson } from '../../server/http/problem.ts'
import { defaultBranding } from '../../shared/branding.ts'
import { rawRequest } from '../actors/raw.ts'

let server: Server
const logs: string[] = []
afterEach(() => {
  server.close()
  logs.length = 0
})

const tries = { triesLeft: 5, restsUntil: null }
const prompt = { shape: 'code', kind: 'wechat', sentTo: null, format: 'digits', sent: null, ...tries }
const now = '2026-11-24T08:00:00.000Z'
const news = { id: 'challenge-1', status: 'pending', denial: null, until: now, strangers: 0, tickets: 1, now }
const asked = { purpose: 'login', stage: 'prove', target: null, wantsTrust: false, needsNumber: false }
const challenge = { ...news, ...asked, expiresAt: now, prompts: [prompt] }
const session = {
  state: 'anonymous',
  address: null,
  aal: null,
  isTrusted: false,
  frozenUntil: null,
  provedUntil: null,
  challenge: null,
  passwordReported: false,
  passwordUrl: null,
  webmailUrl: null,
  now,
}

/** An app whose handlers answer this; only the two entries that anyone may ask are asked. */
async function answering(answers: { branding?: object; session?: object }, isStrict: boolean) {
  const log = { info: () => undefined, error: (fields: object) => void logs.push(JSON.stringify(fields)) }
  const edge = { services: { settings: { publicUrl: 'http://127.0.0.1' } } } as unknown as Edge
  const handlers = {
    'GET /api/branding': async () => answers.branding,
    'GET /api/session': async () => answers.session,
  } as unknown as Handlers
  const app = new Koa().use(problemJson(log)).use(mount({ edge, isStrict }, handlers).routes())
  server = createServer(app.callback()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return (path: string) => rawRequest(url, { method: 'GET', path })
}

describe('an answer with a field that the contract does not know', () => {
  const leaky = { branding: { ...defaultBranding, secret: 'hush' } }
  const nested = { ...session, challenge: { ...challenge, ticket: 'hush', prompts: [{ ...prompt, key: 'hush' }] } }

  it('is a fault in tests', async () => {
    const ask = await answering(leaky, true)
    const { status, code, text } = await ask('/api/branding')
    expect({ status, code }).toEqual({ status: 500, code: 'internal' })
    expect(text).not.toContain('hush')
  })

  it('leaves without that field in production, wherever it was', async () => {
    const ask = await answering({ ...leaky, session: nested }, false)
    expect(JSON.parse((await ask('/api/branding')).text)).toEqual(defaultBranding)
    const { text } = await ask('/api/session')
    expect(JSON.parse(text)).toEqual({ ...session, challenge })
  })
})

it('an answer that lacks a field, or has a wrong one, is a fault everywhere, and nothing of it gets out', async () => {
  const wrong = [
    { ...defaultBranding, phone: 5 },
    { ...defaultBranding, phone: undefined, secret: 'hush' },
    null,
    'hush',
  ]
  const found = []
  for (const branding of wrong) {
    const ask = await answering({ branding: branding as object }, false)
    const { status, text } = await ask('/api/branding')
    found.push({ status, isTold: text.includes('hush') })
    server.close()
  }
  expect(found).toEqual(wrong.map(() => ({ status: 500, isTold: false })))
  expect(logs).toHaveLength(wrong.length)
  expect(logs.join()).not.toContain('hush')
})
