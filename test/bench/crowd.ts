// A database as it is after some years: every account has its WeChat, its phone, a trail, and one in three a session. Made of nothing but its number, so
// that whoever signs in is known without a look into the database.
import { createHash } from 'node:crypto'
import { auditEvent, type AuditEvent } from '../../server/core/audit.ts'
import { newAccount, type Account } from '../../server/core/account.ts'
import { closeBinding } from '../../server/core/binding.ts'
import { later, newChallenge } from '../../server/core/challenge.ts'
import { newBrowserCookie, rememberAccount, writeBrowserCookie } from '../../server/core/known-browser.ts'
import type { Keys } from '../../server/core/keys.ts'
import type { Browser } from '../../server/core/place.ts'
import { firstToken } from '../../server/core/rotating-token.ts'
import type { PhoneSession, Session } from '../../server/core/session.ts'
import { factors } from '../../server/factors/index.ts'
import { limits } from '../../shared/limits.ts'
import { openidOf } from '../standins/wechat/phones.ts'
import { defaultApp, type Phone } from '../standins/wechat/world.ts'

const wechat = factors.wechat!
const digest = (what: string, index: number) => createHash('sha256').update(`${what} ${index}`).digest()

/** Scattered over the index like a random one. */
const uuid = (what: string, index: number) => {
  const hex = digest(what, index).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}

export const memberOf = (index: number) => ({
  accountId: `local:${uuid('account', index)}`,
  address: `${digest('address', index).toString('hex').slice(0, 10)}@cqu.edu.cn`,
  phoneName: `phone-${index}`,
  openid: openidOf(defaultApp, { name: `phone-${index}` } as Phone),
  phoneId: uuid('phone', index),
  installation: uuid('installation', index).slice(0, 16),
  key: digest('key', index).subarray(0, 20).toString('base64url'),
})

export type Member = ReturnType<typeof memberOf>

/** The six digits of this moment. */
export const codeOf = ({ openid, key }: Member) => wechat.codes!({ openid, key, step: 0 }, new Date(), 0)[0]!.code

/** The cookie of a browser that signed in before. */
export const knownBrowser = (keys: Keys, { accountId }: Member) =>
  writeBrowserCookie(rememberAccount(keys, newBrowserCookie(keys), accountId))

const browser: Browser = {
  name: 'Chrome 141',
  system: 'Windows 10',
  place: { province: '重庆', area: '重庆', network: '教育网' },
  ip: '202.202.x.x',
  network: '202.202.0.0/24',
  alone: null,
}

type Row<T extends { id: string }> = Omit<T, 'id'> & { _id: string }
const row = <T extends { id: string }>({ id, ...rest }: T): Row<T> => ({ _id: id, ...rest })

function accountRow(keys: Keys, { accountId, address, openid, key }: Member, now: Date): Row<Account> {
  const binding = closeBinding(keys, wechat, accountId, uuid(accountId, 0), { openid, key }, now)
  return row({ id: accountId, address, ...newAccount(), bindings: [binding], rev: 1 })
}

const phoneRow = (keys: Keys, { phoneId: id, openid, installation }: Member, now: Date): Row<PhoneSession> =>
  row({
    id,
    mark: keys.mac('binding', 'wechat', openid),
    sealed: keys.seal(['phone', installation], openid),
    installation,
    token: firstToken(keys, 'phone').token,
    createdAt: now,
    expiresAt: later(now, limits.phoneSessionLife),
  })

function sessionRow(keys: Keys, { accountId, address }: Member, now: Date): Row<Session> {
  const begin = {
    purpose: 'login',
    stage: 'prove',
    target: null,
    bindingId: null,
    offered: [wechat.kind],
    isKnownBrowser: true,
  } as const
  const challenge = newChallenge({ keys, factors }, now, { ...begin, offered: [...begin.offered] })
  return row({
    id: uuid(accountId, 1),
    accountId,
    address,
    token: firstToken(keys, 'session').token,
    aal: 2,
    amr: ['pwd', 'wechat'],
    provedAt: now,
    rev: 1,
    enrol: null,
    clients: [],
    browser,
    passwordMark: null,
    createdAt: now,
    touchedAt: now,
    expiresAt: later(now, limits.sessionLife),
    challenge: { ...challenge, status: 'redeemed' },
    outbox: [],
  })
}

const auditRow = (keys: Keys, { accountId, openid }: Member, now: Date): Row<AuditEvent> =>
  row(
    auditEvent(now, {
      type: 'login.succeeded',
      outcome: 'ok',
      accountId,
      actor: 'browser',
      method: 'scan',
      kind: wechat.kind,
      mark: keys.mac('binding', 'wechat', openid),
      browser,
    }),
  )

/** The rows of these members, by collection. @param hash of the mailbox password that all of them have. */
export function rowsOf(keys: Keys, members: readonly Member[], hash: string, now: Date) {
  return {
    accounts: members.map((member) => accountRow(keys, member, now)),
    localUsers: members.map(({ accountId, address }) => ({ _id: accountId, address, hash })),
    phones: members.map((member) => phoneRow(keys, member, now)),
    sessions: members.filter((_, index) => index % 3 === 0).map((member) => sessionRow(keys, member, now)),
    audit: members.map((member) => auditRow(keys, member, now)),
  }
}
