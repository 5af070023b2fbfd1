import { isFrozen, isLockedOut, type Account, type Binding } from '../core/account.ts'
import type { AppPassword } from '../core/app-password.ts'
import { isLive, type Session } from '../core/session.ts'
import { line, readWords, time, withAccount, type Command } from './command.ts'

export const accountShow: Command = {
  takes: '<address>',
  does: 'what is known of an account: factors, trusted devices, app passwords, live sessions with the OpenID clients that they signed in to, rests after wrong codes, a call to enrol, reports of 不是我操作',
  run(given, terminal) {
    const { address } = readWords(given, {})
    return withAccount(terminal, address, async ({ sessions }, account) => {
      const now = new Date()
      const live = (await sessions.byAccount(account.id)).filter((session) => isLive(session, account, now))
      for (const [what, ...columns] of rowsOf(account, now, live)) terminal.print(line(what, ...columns))
      return 0
    })
  },
}

type Columns = [what: string, ...(string | null)[]]

const rowsOf = (account: Account, now: Date, live: readonly Session[]): Columns[] => [
  ['id', account.id],
  ['address', account.address],
  ...account.bindings.map((binding) => factorRow(binding, now)),
  ...(isLockedOut(account, now) ? [lockedOut] : []),
  ...account.devices
    .filter(({ until }) => until > now)
    .map(({ id, browser, usedAt, until }): Columns => {
      const name = [browser.name, browser.system].filter(Boolean).join(', ')
      return ['device', id, name, `last used ${time(usedAt)}`, `until ${time(until)}`]
    }),
  ...account.appPasswords.map(passwordRow),
  ['sessions', `${live.length} live`],
  ...clientRows(account, now, live),
  ...account.rests.filter(({ until }) => until > now).map(({ until }): Columns => ['rests', `until ${time(until)}`]),
  ...(isFrozen(account, now) ? [['frozen', `until ${time(account.frozenUntil)}`] as Columns] : []),
  ...enrolRows(account),
  ...account.reports.map(({ at, passwordMark }): Columns => {
    const isOpen = passwordMark !== null
    return ['report', time(at), isOpen ? 'the mailbox password is still the one that was typed there' : 'settled']
  }),
]

/** By client: how many of the sessions, and until when it may sign in to the mail servers with what it was given, if it was. */
function clientRows({ webmailTokens }: Account, now: Date, live: readonly Session[]): Columns[] {
  const clients = [...new Set(live.flatMap((session) => session.clients))].sort()
  return clients.map((client) => {
    const within = live.filter((session) => session.clients.includes(client))
    const isOfThese = (sessionId: string) => within.some(({ id }) => id === sessionId)
    const ends = webmailTokens
      .filter((token) => token.clientId === client && token.until > now && isOfThese(token.sessionId))
      .map(({ until }) => until.getTime())
    const mail = ends.length > 0 ? [`mail until ${time(new Date(Math.max(...ends)))}`] : []
    return ['client', client, `${within.length} live`, ...mail]
  })
}

const enrolRows = ({ enrol }: Account): Columns[] => {
  if (!enrol) return []
  const noted = enrol.passwordMark === null ? 'the next mailbox password that is typed' : 'the mailbox password of then'
  return [['enrol', `called ${time(enrol.at)}`, `${noted} has to be changed first`]]
}

function factorRow({ kind, boundAt, usedAt, unused, until }: Binding, now: Date): Columns {
  const left = unused && (unused.length === 0 ? 'none left' : `${unused.length} left`)
  const end = until && (until > now ? `until ${time(until)}` : `over since ${time(until)}`)
  const more = [left, end].filter((text): text is string => typeof text === 'string')
  return ['factor', kind, `since ${time(boundAt)}`, `last used ${time(usedAt) ?? 'never'}`, ...more]
}

function passwordRow({ id, kind, name, protocols, used, until }: AppPassword): Columns {
  const last = used ? `last used ${time(used.at)}, ${used.protocol}, ${used.ip}` : 'never used'
  return ['app password', id, kind, name, protocols.join(' '), last, until ? `until ${time(until)}` : 'no end']
}

const lockedOut: Columns = [
  'locked out',
  'two-step verification is on, and nothing is left to prove with: account reset',
]
