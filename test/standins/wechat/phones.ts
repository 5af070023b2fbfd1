import { createHash, randomBytes } from 'node:crypto'
import { note } from '../../after/ledger.ts'
import { now } from './world.ts'
import type { App, Phone, World } from './world.ts'

function idOf(owner: string, name: string): string {
  const id = `o${createHash('sha256').update(`${owner}|${name}`).digest('base64url').slice(0, 27)}`
  note('openid', id)
  return id
}

/** 28 characters, the same each time, another for each app. */
export const openidOf = (app: App, phone: Phone) => idOf(app.appid, phone.name)
export const unionidOf = (app: App, phone: Phone) => (app.openPlatform ? idOf(app.openPlatform, phone.name) : undefined)

/** The phone of that name; anybody may own a WeChat, so it is made when first asked for. */
export function phoneOf(world: World, name: string): Phone {
  const known = world.phones.get(name)
  if (known) return known
  const phone: Phone = { name, blocked: false, sessionKeys: new Map(), consents: new Map() }
  world.phones.set(name, phone)
  return phone
}

export const phoneByOpenid = (world: World, app: App, openid: unknown) =>
  [...world.phones.values()].find((phone) => openidOf(app, phone) === openid)

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const text = (length: number) => Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')

/** wx.login: a code of 32 letters and digits, good once and for five minutes; it replaces the session_key. */
export function login(world: World, app: App, phone: Phone): string {
  const code = text(32)
  const sessionKey = randomBytes(16).toString('base64')
  note('wx.login code', code)
  note('session_key', sessionKey)
  phone.sessionKeys.set(app.appid, sessionKey)
  world.codes.set(code, { appid: app.appid, phone: phone.name, issuedAt: now(world), isUsed: false })
  return code
}

const consentKey = (app: App, templateId: string) => `${app.appid} ${templateId}`
export const consentsLeft = (app: App, phone: Phone, templateId: string) =>
  phone.consents.get(consentKey(app, templateId)) ?? 0

/** One accept of wx.requestSubscribeMessage is one message; `by` −1 spends it. Returns what is left. */
export function addConsent(app: App, phone: Phone, templateId: string, by: 1 | -1): number {
  const left = consentsLeft(app, phone, templateId) + by
  phone.consents.set(consentKey(app, templateId), left)
  return left
}
