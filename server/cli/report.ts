import { parseArgs } from 'node:util'
import { limits } from '../../shared/limits.ts'
import { mailProtocols, type MailProtocol } from '../../shared/mail-protocols.ts'
import { later } from '../core/challenge.ts'
import type { OldClients } from '../core/mail-stores.ts'
import { line, time, withOperator, type Command } from './command.ts'

const days = limits.mailClientKept / (24 * 60 * 60 * 1_000)

interface Count {
  refused: number
  without: number
}

export const report: Command = {
  takes: '[--all]',
  does: `mailboxes whose mail clients signed in with the mailbox password in the last ${days} days and are refused once the doors enforce; --all: also those without a factor yet`,
  run(given, terminal) {
    const { all } = parseArgs({ args: given, options: { all: { type: 'boolean', default: false } } }).values
    return withOperator(terminal, async ({ mailClients, now }) => {
      const counts = new Map<MailProtocol, Count>(
        mailProtocols.map((protocol) => [protocol, { refused: 0, without: 0 }]),
      )
      for await (const old of mailClients.old(later(now(), -limits.mailClientKept))) {
        counts.get(old.protocol)![old.isTwoStepOn ? 'refused' : 'without'] += 1
        if (all || old.isTwoStepOn) terminal.print(rowOf(old))
      }
      for (const [protocol, { refused, without }] of counts)
        terminal.print(
          line('total', protocol, `${refused} mailboxes would be refused`, `${without} have no factor and go on`),
        )
      return 0
    })
  },
}

const rowOf = ({ address, protocol, clients, lastAt, isTwoStepOn }: OldClients) =>
  line(
    isTwoStepOn ? 'would be refused' : 'goes on',
    protocol,
    address,
    `from ${clients} networks`,
    `last ${time(lastAt)}`,
  )
