// An OpenID provider that answers what a test wants: for a client's checks of answers that ours never gives.
import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { note } from '../after/ledger.ts'

export const issuer = 'http://portal.localhost'
export const clientId = 'roundcube'

const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const own = newPair()
const seconds = (more = 0) => Math.floor(Date.now() / 1_000) + more

/** What a token is made with; the rest is as it should be. */
export interface Made {
  claims?: Record<string, unknown>
  key?: KeyObject | string
  algorithm?: 'RS256' | 'HS256' | 'none'
  /** The algorithm that its header names. */
  says?: string
  kid?: string
}

export const foreignKey = newPair().privateKey
/** Known to everybody: what a token is signed with that takes the public key for a shared secret. */
export const publicText = own.publicKey.export({ type: 'spki', format: 'pem' }).toString()

const to64 = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** RFC 7515 §3.1, also as no library makes one. */
const signatures: Record<NonNullable<Made['algorithm']>, (text: string, key: KeyObject | string) => string> = {
  RS256: (text, key) => createSign('sha256').update(text).sign(key, 'base64url'),
  HS256: (text, key) => createHmac('sha256', key).update(text).digest('base64url'),
  none: () => '',
}

function sign(usual: Record<string, unknown>, made: Made) {
  const { claims, key = own.privateKey, algorithm = 'RS256', says = algorithm, kid = 'k1' } = made
  const payload = { iss: issuer, aud: clientId, sub: 'somebody', sid: 'session-1', iat: seconds(), exp: seconds(300) }
  const text = `${to64({ alg: says, kid })}.${to64({ ...payload, ...usual, ...claims })}`
  return `${text}.${signatures[algorithm](text, key)}`
}

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'

export const logoutToken = (made: Made = {}) => sign({ events: { [logoutEvent]: {} } }, made)

export interface Answers {
  /** Instead of 200. */
  token?: number
  mailPassword?: number
  idToken?: Made
}

async function formOf(request: IncomingMessage) {
  let text = ''
  for await (const bytes of request) text += String(bytes)
  return new URLSearchParams(text)
}

export interface ScriptedProvider {
  port: number
  /** What it answers from now on. */
  answers: Answers
  /** What was asked since it was last looked at: the path, the Authorization header, the form. */
  asked: { path: string; authorization: string; form: URLSearchParams }[]
  /** The nonce of the next ID token, from the link that a browser was given. */
  expect(link: URL): void
  stop(): void
}

export async function startScriptedProvider(): Promise<ScriptedProvider> {
  let nonce: string | null = null
  const mailbox = {
    username: 'somebody@cqu.edu.cn',
    password: `wm_${randomBytes(32).toString('base64url')}`,
    expires_in: 600,
  }
  note('password', mailbox.password)
  const bodies: Record<string, () => [status: number | undefined, body: unknown]> = {
    '/openid/jwks': () => [
      200,
      { keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] },
    ],
    '/openid/token': () => [
      made.answers.token,
      { access_token: 'an-access-token', id_token: sign({ nonce }, made.answers.idToken ?? {}) },
    ],
    '/openid/mail-password': () => [made.answers.mailPassword, mailbox],
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    made.asked.push({ path, authorization: request.headers.authorization ?? '', form: await formOf(request) })
    const [status = 200, body] = bodies[path]?.() ?? [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const made: ScriptedProvider = {
    port: (server.address() as AddressInfo).port,
    answers: {},
    asked: [],
    expect: (link) => void (nonce = link.searchParams.get('nonce')),
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return made
}

/** RFC 7636 §4.2. */
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
