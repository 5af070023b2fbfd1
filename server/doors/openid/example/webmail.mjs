// A webmail in sixty lines: signs its people in by the second step's server, reads their INBOX, signs them out.
// node webmail.mjs, with ISSUER, CLIENT_ID, CLIENT_SECRET, HOME (its own origin), PORT, IMAP_HOST and IMAP_PORT.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { ImapFlow } from 'imapflow'
import * as openid from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, HOME, PORT, IMAP_HOST, IMAP_PORT } = process.env
const execute = ISSUER.startsWith('http://') ? [openid.allowInsecureRequests] : [] // on one machine only
const config = await openid.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, { execute })
const visits = new Map() // by cookie: { checks } while signing in, { mail, hint } afterwards

async function signIn(visit) {
  const pkceCodeVerifier = openid.randomPKCECodeVerifier()
  visit.checks = { pkceCodeVerifier, expectedState: openid.randomState(), expectedNonce: openid.randomNonce() }
  return openid.buildAuthorizationUrl(config, {
    redirect_uri: `${HOME}/callback`,
    scope: 'openid email mail',
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: visit.checks.expectedState,
    nonce: visit.checks.expectedNonce,
  })
}

async function callback(visit, url) {
  const tokens = await openid.authorizationCodeGrant(config, url, { ...visit.checks, idTokenExpected: true })
  const asked = new URL('/openid/mail-password', ISSUER)
  const answer = await openid.fetchProtectedResource(config, tokens.access_token, asked, 'POST')
  visit.mail = await answer.json() // { username, password, expires_in }: for IMAP, SMTP and ManageSieve, from here only
  visit.hint = tokens.id_token
  delete visit.checks
  return HOME
}

async function inbox({ username: user, password: pass }) {
  const imap = new ImapFlow({ host: IMAP_HOST, port: Number(IMAP_PORT), auth: { user, pass }, logger: false })
  try {
    await imap.connect()
    await imap.mailboxOpen('INBOX', { readOnly: true })
    const mails = imap.mailbox.exists > 0 ? await imap.fetchAll('1:*', { envelope: true }) : []
    return `${user}\n${mails.map(({ envelope }) => `${envelope.subject}\n`).join('')}`
  } catch (error) {
    if (error.serverResponseCode === 'AUTHENTICATIONFAILED') return null // the session is over; an outage is another code
    throw error
  } finally {
    imap.close()
  }
}

const signOut = ({ hint }) =>
  openid.buildEndSessionUrl(config, { id_token_hint: hint, post_logout_redirect_uri: `${HOME}/bye` })

async function answer(request, response) {
  const url = new URL(request.url, HOME)
  const id = /visit=([\w-]{36})/.exec(request.headers.cookie ?? '')?.[1]
  const visit = visits.get(id) ?? {}
  const go = (to) => response.writeHead(302, { location: String(to) }).end()
  if (url.pathname === '/bye') return response.end('signed out\n')
  if (url.pathname === '/callback' && visit.checks) return go(await callback(visit, url))
  if (url.pathname === '/sign-out' && visit.hint) return go((visits.delete(id), signOut(visit)))
  const text = visit.mail && (await inbox(visit.mail))
  if (text) return response.setHeader('content-type', 'text/plain; charset=utf-8').end(text)
  visits.delete(id)
  const [next, begun] = [randomUUID(), {}]
  visits.set(next, begun)
  response.setHeader(
    'set-cookie',
    `visit=${next}; Path=/; HttpOnly; SameSite=Lax${HOME.startsWith('https') ? '; Secure' : ''}`,
  )
  go(await signIn(begun))
}

createServer((request, response) => {
  answer(request, response).catch((error) => response.writeHead(502).end(`${error.code ?? error.message}\n`))
}).listen(Number(PORT), () => console.log('ready'))
