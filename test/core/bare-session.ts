// A session as it is just after the password was typed, and a webmail's token.
import { randomUUID } from 'node:crypto'
import type { Account } from '../../server/core/account.ts'
import type { Session } from '../../server/core/session.ts'
import type { WebmailToken } from '../../server/core/webmail-token.ts'
import { limits } from '../../shared/limits.ts'

export const now = new Date('2026-11-24T08:00:00Z')
export const at = (ms: number) => new Date(now.getTime() + ms)

export const sessionOf = (account: Pick<Account, 'id' | 'address'>, more: Partial<Session> = {}): Session => ({
  id: randomUUID(),
  accountId: account.id,
  address: account.address,
  token: { mac: randomUUID(), previous: null, sealed: null, replacedAt: null },
  aal: 1,
  amr: ['password'],
  provedAt: null,
  rev: 0,
  enrol: null,
  browser: {
    name: '',
    system: '',
    place: { province: null, area: null, network: null },
    ip: '',
    network: '',
    alone: null,
  },
  passwordMark: null,
  createdAt: now,
  touchedAt: now,
  expiresAt: at(limits.sessionLife),
  clients: [],
  challenge: null,
  outbox: [],
  ...more,
})

export const token = (more: Partial<WebmailToken> = {}): WebmailToken => ({
  id: randomUUID(),
  mac: `k1.${randomUUID()}`,
  sessionId: 'a session',
  clientId: 'a webmail',
  until: at(60 * 60_000),
  ...more,
})
