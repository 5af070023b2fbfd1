// The operator's commands: npm run admin -- <noun> <verb> …
import { ConfigError, readConfig } from '../config/config.ts'
import { accountEnrol } from './account-enrol.ts'
import { accountReset } from './account-reset.ts'
import { accountShow } from './account-show.ts'
import { accountUnlock } from './account-unlock.ts'
import { appPasswordEnd } from './app-password-end.ts'
import { auditVerify } from './audit-verify.ts'
import { InputError, UsageError, type Command, type Terminal } from './command.ts'
import { devicesRevoke } from './devices-revoke.ts'
import { directorySync } from './directory-sync.ts'
import { erase } from './erase.ts'
import { events } from './events.ts'
import { keysRotate } from './keys-rotate.ts'
import { machineAdd } from './machine-add.ts'
import { report } from './report.ts'
import { userPut } from './user-put.ts'

const commands: Record<string, Command> = {
  'user put': userPut,
  'account show': accountShow,
  events,
  'account reset': accountReset,
  'account unlock': accountUnlock,
  'account enrol': accountEnrol,
  'devices revoke': devicesRevoke,
  'app-password end': appPasswordEnd,
  'machine add': machineAdd,
  report,
  'directory sync': directorySync,
  erase,
  'audit verify': auditVerify,
  'keys rotate': keysRotate,
}

const usage = Object.entries(commands)
  .map(([name, { takes, does }]) => `npm run admin -- ${name} ${takes}\n    ${does}\n`)
  .join('')

const terminal: Terminal = {
  config: () => readConfig(process.env),
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
  rewrite: process.stderr.isTTY
    ? (line, isLast) => void process.stderr.write(`\r${line}\x1b[K${isLast ? '\n' : ''}`)
    : null,
}

/** A name is one word or two. */
async function run(words: string[]): Promise<number> {
  const length = [2, 1].find((count) => Object.hasOwn(commands, words.slice(0, count).join(' ')))
  if (length === undefined) throw new UsageError()
  return commands[words.slice(0, length).join(' ')]!.run(words.slice(length), terminal)
}

/** parseArgs names what it does not know by such a code. */
const isUsage = (error: unknown) =>
  error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (isUsage(error)) {
      process.stderr.write(usage)
      process.exit(64)
    }
    process.stderr.write(`${error instanceof ConfigError || error instanceof Error ? error.message : 'failed'}\n`)
    process.exit(error instanceof InputError ? 65 : 1)
  },
)
