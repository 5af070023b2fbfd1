import { parseArgs } from 'node:util'
import { limits } from '../../shared/limits.ts'
import type { AuditEvent } from '../core/audit.ts'
import { foldAddress } from '../core/directory.ts'
import { recordsOf } from '../open.ts'
import { line, time, UsageError, withData, type Command } from './command.ts'

const day = 24 * 60 * 60 * 1_000

export const events: Command = {
  takes: '<address> [--days <number>]',
  does: `what happened to an account in the last ${limits.auditShownDays} days or so many, newest last`,
  run(given, terminal) {
    const options = { days: { type: 'string', default: String(limits.auditShownDays) } } as const
    const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true })
    const [address, ...more] = positionals
    const days = Number(values.days)
    if (address === undefined || more.length > 0 || !(days > 0)) throw new UsageError()
    return withData(terminal, async (data) => {
      const { accounts, audit } = recordsOf(data)
      const account = await accounts.byAddress(foldAddress(address))
      if (!account) return (terminal.warn('nobody has signed in with this address yet'), 65)
      for (const event of await audit.byAccount(account.id, new Date(Date.now() - days * day)))
        terminal.print(lineOf(event))
      return 0
    })
  },
}

function lineOf({ at, type, outcome, method, kind, browser, detail }: AuditEvent): string {
  const { place, name, system, ip } = browser ?? {}
  const from = [place?.area, place?.network].filter(Boolean).join(' ')
  return line(time(at), type, outcome, method, kind, from, [name, system].filter(Boolean).join(', '), ip, detail)
}
