import { cameraScenes } from '../../shared/factors.ts'
import { setStage } from '../actors/entries.ts'
import { linkOf, signIn, waiting } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import type { World } from '../actors/world.ts'

/** Who sends the requests of a run, and what of the server's they know. */
export interface Person {
  cookie?: string
  token?: string
  /** A page of ours sends them. */
  isOurPage: boolean
  /** Values by parameter: without them a fuzzer would never meet a challenge, a scan or a right password. */
  known: Record<string, (string | number)[]>
}

type Cast = Pick<World, 'url' | 'user' | 'phone' | 'browser'>

/** Codes of wx.login work once: as many as a run may try. */
const logins = 60

type Browser = ReturnType<Cast['browser']>
const cookieOf = (browser: Browser) => browser.cookies().get('__Host-session') ?? ''

const codesOf = async (phone: ReturnType<Cast['phone']>) => {
  const codes = []
  for (let count = 0; count < logins; count += 1) codes.push(await phone.login())
  return codes
}

async function nobody(cast: Cast): Promise<Person> {
  const address = await cast.user('nobody')
  return { isOurPage: true, known: { 'body.address': [address], 'body.password': [password] } }
}

/** Signed in and proved, with WeChat bound. */
async function signedIn(cast: Cast): Promise<Person> {
  const { browser, binding, device } = await setStage(cast, 'signed-in')
  return {
    cookie: browser.cookie?.replace(/^__Host-session=|;.*/g, ''),
    isOurPage: true,
    known: { 'path.id': [binding, device] },
  }
}

/** Signed in with the password alone: nothing is bound yet, so that a bind can begin. */
async function newcomer(cast: Cast): Promise<Person> {
  const browser = cast.browser()
  await signIn(browser, await cast.user('newcomer'))
  return { cookie: cookieOf(browser), isOurPage: true, known: {} }
}

const typed = { 'body.kind': ['wechat'], 'body.code': ['000000', '０００ ０００'] }

/** Between the two steps: its QR is on the screen. */
async function waitingBrowser(cast: Cast): Promise<Person> {
  const { browser, challenge } = await waiting(cast, 'waiting')
  return { cookie: cookieOf(browser), isOurPage: true, known: { 'body.challenge': [challenge.id], ...typed } }
}

/** A mini-program with one QR to scan and one scanned. */
async function miniProgram(cast: Cast): Promise<Person> {
  const { address, phone, link } = await waiting(cast, 'phone')
  const { challenge } = await signIn(cast.browser(), address)
  const { scan, purpose } = await phone.scan(linkOf(challenge))
  const known = {
    'path.scan': [scan],
    'body.ticket': [link.split('/w/')[1] ?? ''],
    'body.scene': [...cameraScenes],
    'body.purpose': [purpose],
    'body.code': await codesOf(phone),
  }
  return { token: phone.token(), isOurPage: false, known }
}

/** Everybody who may ask, each on a server and a database of his own. */
export const people: Record<string, (cast: Cast) => Promise<Person>> = {
  nobody,
  newcomer,
  'signed-in': signedIn,
  waiting: waitingBrowser,
  phone: miniProgram,
}
