// A sign-in from the password to the mailbox, as the pages and the mini-program of one member ask for it.
import type { Agent } from 'node:http'
import type { Output } from '../../shared/api/contract.ts'
import type { Keys } from '../../server/core/keys.ts'
import { signPhoneToken } from '../../server/http/phone-token.ts'
import { linkOf } from '../actors/journeys.ts'
import { password } from '../actors/test-database.ts'
import { codeOf, knownBrowser, memberOf, type Member } from './crowd.ts'
import { publicUrl, type Wechat } from './ground.ts'
import { fire } from './load.ts'
import { camera } from './preparation.ts'

/** Someone about to sign in: what the browser and the phone already hold. */
export interface Ready {
  member: Member
  browser: string
  bearer: string
  /** wx.login's, for the approval. */
  loginCode: string
}

export async function ready(keys: Keys, wechat: Wechat, index: number): Promise<Ready> {
  const member = memberOf(index)
  return {
    member,
    browser: `__Host-browser=${knownBrowser(keys, member)}`,
    bearer: `Bearer ${signPhoneToken(keys, publicUrl, member.phoneId, new Date()).text}`,
    loginCode: await wechat.control.phone(member.phoneName).login(),
  }
}

/** @returns how the page goes on with the challenge that the password brought. */
async function typePassword(agent: Agent, url: string, { member, browser }: Ready) {
  const headers = { origin: publicUrl, 'sec-fetch-site': 'same-origin' }
  const body = { address: member.address, password }
  const { text, cookies } = await fire(agent, url, {
    path: '/api/session',
    headers: { ...headers, cookie: browser },
    body,
  })
  const { challenge } = JSON.parse(text) as Output<'POST /api/session'>
  const session = cookies.find((one) => one.startsWith('__Host-session='))?.split(';')[0]
  const finish = (path: string, more: object) =>
    fire(agent, url, {
      path: `/api/challenge/${path}`,
      headers: { ...headers, cookie: `${browser}; ${session}` },
      body: { challenge: challenge!.id, ...more },
    })
  return { challenge, finish }
}

export async function signInByCode(agent: Agent, url: string, one: Ready): Promise<void> {
  const { finish } = await typePassword(agent, url, one)
  await finish('answer', { kind: 'wechat', code: codeOf(one.member) })
}

export async function signInByScan(agent: Agent, url: string, one: Ready): Promise<void> {
  const { challenge, finish } = await typePassword(agent, url, one)
  const headers = { authorization: one.bearer }
  const ticket = linkOf(challenge).split('/w/')[1]
  const body = { ticket, scene: camera, platform: 'ios' }
  const { text } = await fire(agent, url, { path: '/api/phone/scans', headers, body })
  const { scan, purpose } = JSON.parse(text) as Output<'POST /api/phone/scans'>
  const answer = { answer: 'approve', purpose, code: one.loginCode }
  await fire(agent, url, { path: `/api/phone/scans/${scan}/answer`, headers, body: answer })
  await finish('redeem', {})
}
