// An OpenID client's endpoint for back-channel logout, as strict as the standard lets it be.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Told {
  sid: string
  sub: string
  at: number
}

export type Mood = 'up' | 'refuse' | 'redirect' | 'close' | 'hang'

interface LogoutClaims {
  iss: string
  aud: string
  iat: number
  exp: number
  jti: string
  sub: string
  sid: string
  events: Record<string, unknown>
}

const part = <T>(encoded = '') => JSON.parse(Buffer.from(encoded, 'base64url').toString()) as T
const event = 'http://schemas.openid.net/event/backchannel-logout'

/** What is wrong with a logout token (OpenID Connect Back-Channel Logout 1.0 §2.4, §2.6); its claims when nothing is. */
async function read(token: string, issuer: string, clientId: string): Promise<LogoutClaims | string> {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const { alg, kid, typ } = part<{ alg: string; kid: string; typ: string }>(header)
  const { keys } = (await (await fetch(`${issuer}/openid/jwks`)).json()) as { keys: (JsonWebKey & { kid: string })[] }
  const jwk = keys.find((key) => key.kid === kid)
  if (alg !== 'RS256' || typ !== 'logout+jwt' || !jwk) return 'header'
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const isSigned = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))
  const claims = part<LogoutClaims & { nonce?: string }>(payload)
  const names = ['aud', 'events', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub']
  if (!isSigned) return 'signature'
  if (Object.keys(claims).sort().join() !== names.join()) return `claims: ${Object.keys(claims).sort().join()}`
  if (claims.iss !== issuer || claims.aud !== clientId) return 'iss or aud'
  if (JSON.stringify(claims.events) !== JSON.stringify({ [event]: {} })) return 'events'
  const now = Date.now() / 1_000
  return Math.abs(now - claims.iat) > 5 || claims.exp < now ? 'time' : claims
}

async function tokenOf(request: IncomingMessage): Promise<string> {
  const form = new URLSearchParams(await text(request))
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return request.method === 'POST' && isForm ? (form.get('logout_token') ?? '') : ''
}

/** @param issuer where it asks for the keys. */
export async function startReceiver(clientId: string, issuer: () => string) {
  const taken: Told[] = []
  const faults: string[] = []
  const seen = new Set<string>()
  let mood: Mood = 'up'
  let asked = 0
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    asked += 1
    if (mood === 'close') return request.destroy()
    if (mood === 'hang') return
    if (mood !== 'up')
      return response.writeHead(mood === 'refuse' ? 500 : 302, { location: '/other' }).end('x'.repeat(9_999))
    const claims = await read(await tokenOf(request), issuer(), clientId)
    if (typeof claims === 'string' || seen.has(claims.jti)) {
      faults.push(typeof claims === 'string' ? claims : 'jti')
      return response.writeHead(400).end()
    }
    seen.add(claims.jti)
    taken.push({ sid: claims.sid, sub: claims.sub, at: Date.now() })
    return response.writeHead(200, { 'cache-control': 'no-store' }).end()
  }
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed-out`,
    /** Of this session. */
    told: (sid: unknown) => taken.filter((one) => one.sid === sid),
    faults,
    asked: () => asked,
    mood: (next: Mood) => {
      mood = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>
