import type { Input, Output } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'
import type { AppPasswordLife } from '../../shared/mail-protocols.ts'
import { hasFactor, type Account } from './account.ts'
import { newAppPassword, type AppPassword } from './app-password.ts'
import { auditEvent } from './audit.ts'
import { later } from './challenge.ts'
import { checkFrozen } from './changes.ts'
import { withChannels } from './channels.ts'
import { ending } from './mail-sessions.ts'
import { Problem } from './problem.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'

type List = Output<'GET /api/app-passwords'>

const lives: Record<AppPasswordLife, number | null> = {
  unlimited: null,
  quarter: limits.appPasswordQuarter,
  year: limits.appPasswordYear,
}

const listed = ({ mac: _, networks: __, ...password }: AppPassword): List['passwords'][number] => ({
  ...password,
  createdAt: password.createdAt.toISOString(),
  until: password.until?.toISOString() ?? null,
  used: password.used && {
    ...password.used,
    at: password.used.at.toISOString(),
    place: { area: password.used.place.area, network: password.used.place.network },
  },
})

/** The page 客户端专用密码, the newest first. Two more reads: what mail servers were not told yet, and who would stop. */
export async function appPasswordsView(services: Services, account: Account): Promise<List> {
  const { mailSessions, mailClients, mailNodes, settings } = services
  const now = services.now()
  const [unreachedSince, clients] = await Promise.all([
    mailSessions.waitingSince(account.id, mailNodes.names, later(now, -limits.kickLate)),
    mailClients.ofAddress(account.address, later(now, -limits.mailClientKept), limits.mailClientsShown),
  ])
  return {
    passwords: account.appPasswords.map(listed).reverse(),
    most: limits.appPasswordsPerAccount,
    isTwoStepOn: hasFactor(account),
    servers: settings.clientServers,
    clients: clients.map(({ protocol, ip, place: { area, network }, lastAt }) => ({
      protocol,
      ip,
      place: { area, network },
      lastAt: lastAt.toISOString(),
    })),
    unreachedSince: unreachedSince?.toISOString() ?? null,
    now: now.toISOString(),
  }
}

/**
 * 【生成】. One write: the keyed hash, on the account as it was met, with the event and its channels. A kill after it: the password is on the list and
 * nobody has seen its text; its owner deletes it and makes another one.
 * @returns the text, this once. @throws Problem('app-password.full' | 'account.changed' | 'account.frozen').
 */
export async function makeAppPassword(
  services: Services,
  { session, account }: Caller,
  { name, protocols, life }: Input<'POST /api/app-passwords'>,
): Promise<{ account: Account; made: List['passwords'][number]; password: string }> {
  const now = services.now()
  checkFrozen(services, account)
  if (account.appPasswords.length >= limits.appPasswordsPerAccount) throw new Problem('app-password.full')
  const until = lives[life] === null ? null : later(now, lives[life])
  const { made, secret } = newAppPassword(services.keys, account.id, now, { kind: 'client', name, protocols, until })
  const event = auditEvent(now, {
    type: 'app-password.made',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser: session.browser,
  })
  const told = { ...withChannels(services, event, account), ...(made.until && ending(account, made.until)) }
  const changed = await services.accounts.addAppPassword(account.id, account.rev, made, told)
  if (!changed) throw new Problem('account.changed')
  return { account: changed, made: listed(made), password: secret }
}

/**
 * 【删除】. One write: the hash is gone, and the event asks for the end of the mailbox's open sessions at the mail servers. A kill after it: the next
 * check refuses; the relay of any process carries the rest. What is gone already stays gone.
 */
export async function endAppPassword(services: Services, { session, account }: Caller, id: string): Promise<Account> {
  const now = services.now()
  const event = auditEvent(now, {
    type: 'app-password.ended',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser: session.browser,
  })
  const told = { ...withChannels(services, event, account), ...ending(account, now) }
  return (await services.accounts.endAppPassword(account.id, id, told)) ?? account
}
