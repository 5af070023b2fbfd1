import { limits } from '../../shared/limits.ts'
import type { AuditEvent } from '../core/audit.ts'
import { line, readWords, time, UsageError, withAccount, type Command } from './command.ts'

const day = 24 * 60 * 60 * 1_000

export const events: Command = {
  takes: '<address> [--days <number>]',
  does: `what happened to an account in the last ${limits.auditShownDays} days or so many, newest last`,
  run(given, terminal) {
    const options = { days: { type: 'string', default: String(limits.auditShownDays) } } as const
    const { address, values } = readWords(given, options)
    const days = Number(values.days)
    if (!(days > 0)) throw new UsageError()
    return withAccount(terminal, address, async ({ audit }, account) => {
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
