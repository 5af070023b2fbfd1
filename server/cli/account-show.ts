import type { Account } from '../core/account.ts'
import { foldAddress } from '../core/directory.ts'
import { isLive } from '../core/session.ts'
import { recordsOf } from '../open.ts'
import { line, time, UsageError, withData, type Command } from './command.ts'

export const accountShow: Command = {
  takes: '<address>',
  does: 'what is known of an account: its factors, live sessions, rests after wrong codes, and reports of 不是我操作',
  async run([address, ...more], terminal) {
    if (address === undefined || more.length > 0) throw new UsageError()
    return withData(terminal, async (data) => {
      const { accounts, sessions } = recordsOf(data)
      const account = await accounts.byAddress(foldAddress(address))
      if (!account) return (terminal.warn('nobody has signed in with this address yet'), 65)
      const now = new Date()
      const live = (await sessions.byAccount(account.id)).filter((session) => isLive(session, account, now))
      for (const [what, ...columns] of rowsOf(account, now, live.length)) terminal.print(line(what, ...columns))
      return 0
    })
  },
}

type Columns = [what: string, ...(string | null)[]]

const rowsOf = ({ id, address, bindings, rests, reports }: Account, now: Date, live: number): Columns[] => [
  ['id', id],
  ['address', address],
  ...bindings.map(({ kind, boundAt, usedAt }): Columns => [
    'factor',
    kind,
    `since ${time(boundAt)}`,
    `last used ${time(usedAt) ?? 'never'}`,
  ]),
  ['sessions', `${live} live`],
  ...rests.filter(({ until }) => until > now).map(({ until }): Columns => ['rests', `until ${time(until)}`]),
  ...reports.map(({ at, passwordMark }): Columns => {
    const isOpen = passwordMark !== null
    return ['report', time(at), isOpen ? 'the mailbox password is still the one that was typed there' : 'settled']
  }),
]
