import { contract, type Input, type Key } from '../../shared/api/contract.ts'
import { bind, linkOf, signIn, trusted } from './journeys.ts'
import { password } from './test-database.ts'
import type { World } from './world.ts'

/** What the requests of a stage speak of; every one of them exists. */
interface Names {
  address: string
  challenge: string
  binding: string
  device: string
  scan: string
  ticket: string
  refresh: string
}

/** One account with everything begun: a browser signed in and proved, its sign-in of another browser scanned by its phone; and it is trusted. */
export interface Stage extends Names {
  /** Headers that let a request through as this browser or phone. */
  browser: Record<string, string>
  phone: Record<string, string>
}

type Bodies = { [K in Key]: Input<K> | undefined }

const bodies = (names: Names): Bodies => ({
  'GET /api/branding': undefined,
  'GET /api/session': undefined,
  'POST /api/session': { address: names.address, password },
  'DELETE /api/session': undefined,
  'GET /api/challenge': undefined,
  'DELETE /api/challenge': undefined,
  'POST /api/challenge/renew': { challenge: names.challenge, by: 'click' },
  'POST /api/challenge/trust': { challenge: names.challenge, wanted: true },
  'POST /api/challenge/send': { challenge: names.challenge, kind: 'email', target: 'zhangming@example.com' },
  'POST /api/challenge/answer': { challenge: names.challenge, kind: 'wechat', code: '000000' },
  'POST /api/challenge/redeem': { challenge: names.challenge, number: '10' },
  'GET /api/bindings': undefined,
  'POST /api/bindings': { kind: 'wechat' },
  'POST /api/bindings/:id/unbind': {},
  'POST /api/bindings/:id/rebind': {},
  'POST /api/proof': {},
  'POST /api/recovery-codes': {},
  'GET /api/devices': undefined,
  'DELETE /api/devices/:id': undefined,
  'DELETE /api/devices': undefined,
  'GET /api/history': undefined,
  'DELETE /api/sessions': undefined,
  'GET /api/app-passwords': undefined,
  'POST /api/app-passwords': { name: 'Outlook', protocols: ['imap'], life: 'unlimited' },
  'DELETE /api/app-passwords/:id': undefined,
  'POST /api/not-me': { token: 'a-token-of-nobody-at-all' },
  'POST /api/phone/session': { code: 'a-code-of-nobody', installation: 'installation-of-a-test' },
  'POST /api/phone/session/renew': { refresh: names.refresh },
  'DELETE /api/phone/session': undefined,
  'GET /api/phone/codes': undefined,
  'GET /api/phone/activity': undefined,
  'POST /api/phone/scans': { ticket: names.ticket, scene: 1011, platform: 'ios' },
  'GET /api/phone/scans/:scan': undefined,
  'POST /api/phone/scans/:scan/answer': { answer: 'approve', purpose: 'login', code: 'a-code-of-nobody' },
})

export interface Entry {
  key: Key
  method: string
  path: string
  body: Record<string, unknown> | undefined
  isPhone: boolean
}

/** A well-formed request of every entry of the contract. */
export function entriesOf(names: Names): Entry[] {
  const all = bodies(names)
  return (Object.keys(contract) as Key[]).map((key) => {
    const [method = '', template = ''] = key.split(' ')
    const id = template.includes('/devices/') ? names.device : names.binding
    const path = template.replace(':id', id).replace(':scan', names.scan)
    return { key, method, path, body: all[key] as Entry['body'], isPhone: path.startsWith('/api/phone/') }
  })
}

export async function setStage(world: Pick<World, 'url' | 'user' | 'phone' | 'browser'>, name: string): Promise<Stage> {
  const address = await world.user(name)
  const phone = world.phone(name)
  const { refresh } = await phone.open()
  const main = world.browser()
  await bind(main, phone, address)
  const [deviceName, deviceText] = await trusted(main, phone, address)
  const { devices } = await main.call('GET /api/devices')
  const { methods } = await main.call('GET /api/bindings')
  const other = world.browser()
  const { challenge } = await signIn(other, address)
  const link = linkOf(challenge)
  const { scan } = await phone.scan(link)
  const session = `__Host-session=${main.cookies().get('__Host-session')}`
  return {
    address,
    challenge: challenge!.id,
    binding: methods.find(({ kind }) => kind === 'wechat')?.binding?.id ?? '',
    device: devices[0]?.id ?? '',
    scan,
    ticket: link.split('/w/')[1] ?? '',
    refresh,
    browser: { cookie: `${session}; ${deviceName}=${deviceText}`, origin: world.url, 'sec-fetch-site': 'same-origin' },
    phone: { authorization: `Bearer ${phone.token()}` },
  }
}
