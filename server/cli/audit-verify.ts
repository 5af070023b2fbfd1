import { parseArgs } from 'node:util'
import type { Checked, Finding } from '../core/audit-findings.ts'
import { verifyTrail } from '../core/audit-verify.ts'
import { createKeys } from '../core/keys.ts'
import { trailOf } from '../open.ts'
import { ownKeys } from '../own-keys.ts'
import { line, time, UsageError, withData, type Command } from './command.ts'

export const auditVerify: Command = {
  takes: '[--seal <number>:<mark>]',
  does: 'holds the audit trail against its chains and seals, and against a seal of the log; one line a finding, then 1',
  run(given, terminal) {
    const { values } = parseArgs({ args: given, options: { seal: { type: 'string' } } })
    const logged = values.seal === undefined ? undefined : readSeal(values.seal)
    return withData(terminal, async (data, config) => {
      const [newest, ...older] = config.keys ?? ownKeys(config.dataDir)
      const keys = createKeys([newest, ...older, ...config.retiredKeys])
      const tell = (finding: Finding) => terminal.print(lineOf(finding))
      const checked = await verifyTrail({ trail: trailOf(data), keys, now: () => new Date(), tell, logged })
      terminal.print(summary(checked))
      return checked.findings > 0 ? 1 : 0
    })
  },
}

/** As the log has it: `"seal":42,"mark":"…"`. */
function readSeal(text: string) {
  const [, seq, mark] = /^(\d+):([\w-]+)$/.exec(text) ?? []
  if (seq === undefined || mark === undefined) throw new UsageError()
  return { seq: Number(seq), mark }
}

function lineOf({ fault, writer, seq, at, says }: Finding): string {
  const place = seq === null ? null : writer === null ? `seal ${seq}` : `row ${writer}:${seq}`
  return line(fault, place, time(at), says)
}

function summary({ events, rows, writers, seals, findings, newestSeal }: Checked): string {
  const newest = newestSeal ? `, newest seal ${newestSeal.seq}:${newestSeal.mark} of ${time(newestSeal.at)}` : ''
  return `${events} events, ${rows} rows of ${writers} processes, ${seals} seals${newest}: ${findings} findings`
}
