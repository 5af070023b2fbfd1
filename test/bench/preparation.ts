import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import { closeBinding, newBindingId, toolsFor, type OpenBinding } from '../../server/core/binding.ts'
import { newBrowserCookie, rememberAccount, writeBrowserCookie } from '../../server/core/known-browser.ts'
import type { Services } from '../../server/core/services.ts'
import { createBrowser, type Browser } from '../actors/browser.ts'
import { linkOf, signIn } from '../actors/journeys.ts'
import { createPhone, type Phone } from '../actors/phone.ts'
import type { WechatStandin } from '../standins/wechat/start.ts'
import { publicUrl, type Site } from './ground.ts'
import { makeAll, type Shot } from './load.ts'

export interface Person {
  address: string
  accountId: string
  phone: Phone
  /** The six digits of this moment. */
  code(): string
}

export interface Preparation {
  services: Services
  /** A bound account. @param id of its directory user; made up when absent. */
  person(address?: string, id?: string): Promise<Person>
  /** A browser of theirs that signed in before, now waiting for the second step. */
  waiting(person: Person): Promise<{ browser: Browser; challenge: NonNullable<Challenge> }>
  /** A new account for each: what is left to send is the code. */
  codes(count: number): Promise<Shot[]>
  /** A new account for each, its phone has approved: what is left to send is the redeem. @param scene a picture's asks for the two digits. */
  scans(count: number, scene: number): Promise<Shot[]>
  /** Nothing of the preparation is left for the server to carry to the trail. */
  forgetOutboxes(): Promise<void>
  stop(): Promise<void>
}

type Challenge = Awaited<ReturnType<typeof signIn>>['challenge']

/** What it stands on. */
type Ground = Pick<Site, 'env' | 'database' | 'wechat'>

/** WeChats that share the accounts. */
const phoneCount = 20
export const camera = 1011
export const picture = 1012

/** A shot that a browser of ours fires. */
const shotOf = (browser: Browser, path: string, body: object): Shot => ({
  path,
  headers: {
    cookie: [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; '),
    origin: publicUrl,
    'sec-fetch-site': 'same-origin',
  },
  body,
})

/** Binds this WeChat as a redeemed bind does, in one write. */
async function bind(services: Services, id: string, address: string, openid: string) {
  const { accounts, factors, keys, now } = services
  const factor = factors.wechat!
  const account = (await accounts.ensure(id, address))!
  const tools = toolsFor(services, account, { id: 'bench' }, factor.kind)
  const verified = factor.verify({}, null, { by: 'phone', openid }, tools)
  const { binding: fields } = verified as { binding: OpenBinding }
  const binding = closeBinding(keys, factor, id, newBindingId(), fields, tools.now)
  await accounts.change(id, account.rev, { add: binding }, [])
  return () => factor.codes!(fields, now(), 0)[0]!.code
}

/** Beside the measured server, on the same database with the same keys: the product's own app, with a directory that needs no slow hash. */
async function startAside({ env, database }: Ground) {
  const config = readConfig(env)
  const log = { info: () => {}, error: console.error }
  const app = await createApp({ config, keys: config.keys!, database, log })
  // Neither news nor the trail are its business.
  await app.stop()
  app.services.directory = { check: async (address) => ({ id: idOf(address), address }) }
  const server = createServer(app.koa.callback()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { services: app.services, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const idOf = (address: string) => `local:${address}`

/** Requests that finish a sign-in, each of a person of its own. */
function shotsOf({ person, waiting }: Pick<Preparation, 'person' | 'waiting'>) {
  const code = async () => {
    const one = await person()
    const { browser, challenge } = await waiting(one)
    const body = { challenge: challenge.id, kind: 'wechat', code: one.code() }
    return shotOf(browser, '/api/challenge/answer', body)
  }
  const scan = async (scene: number) => {
    const one = await person()
    const { browser, challenge } = await waiting(one)
    const { number } = await one.phone.answer(await one.phone.scan(linkOf(challenge), scene), 'approve')
    if ((number !== null) !== (scene === picture)) throw new Error(`a scan of scene ${scene} gave number ${number}`)
    return shotOf(browser, '/api/challenge/redeem', { challenge: challenge.id, number: number ?? undefined })
  }
  return { code, scan }
}

export async function openPreparation(site: Ground): Promise<Preparation> {
  const { services, server, url } = await startAside(site)
  const phones = Array.from({ length: phoneCount }, (_, index) =>
    createPhone(url, site.wechat as WechatStandin, `phone-${index}`),
  )
  const openids = await makeAll(phoneCount, async (index) => (await phones[index]!.open(), phones[index]!.openid()))
  let count = 0
  const person: Preparation['person'] = async (
    address = `${randomBytes(6).toString('hex')}@cqu.edu.cn`,
    accountId = idOf(address),
  ) => {
    const turn = count++ % phoneCount
    return { address, accountId, phone: phones[turn]!, code: await bind(services, accountId, address, openids[turn]!) }
  }
  const waiting: Preparation['waiting'] = async ({ address, accountId }) => {
    const browser = createBrowser(url, publicUrl)
    const known = rememberAccount(services.keys, newBrowserCookie(services.keys), accountId)
    browser.setCookies(new Map([['__Host-browser', writeBrowserCookie(known)]]))
    const { challenge } = await signIn(browser, address)
    return { browser, challenge: challenge! }
  }
  const { code, scan } = shotsOf({ person, waiting })
  const { accounts, sessions } = site.database.models
  return {
    services,
    person,
    waiting,
    codes: (count) => makeAll(count, code),
    scans: (count, scene) => makeAll(count, () => scan(scene)),
    async forgetOutboxes() {
      const filter = { 'outbox.id': { $gt: '' } }
      for (const model of [accounts, sessions]) await model.collection.updateMany(filter, { $set: { outbox: [] } })
    },
    async stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
