import { parseArgs, type ParseArgsConfig } from 'node:util'
import { limits } from '../../shared/limits.ts'
import type { Config } from '../config/config.ts'
import type { Account } from '../core/account.ts'
import { foldAddress } from '../core/directory.ts'
import { createKeys } from '../core/keys.ts'
import { openData, operatorOf, type Data, type Operator } from '../open.ts'
import { ownKeys } from '../own-keys.ts'

export interface Terminal {
  /** The configuration. @throws ConfigError. */
  config(): Config
  /** A line of the answer. */
  print(line: string): void
  /** A line beside it. */
  warn(line: string): void
  /** A line beside it that the next one takes the place of; null where lines stay. */
  rewrite: ((line: string, isLast: boolean) => void) | null
}

/** One of the operator's commands: `npm run admin -- <noun> <verb> …`. */
export interface Command {
  /** What follows its name. */
  takes: string
  does: string
  /** @returns the exit code: 65 wrong input, 1 findings. @throws UsageError (64), InputError (65), Error for anything else (1). */
  run(given: string[], terminal: Terminal): Promise<number>
}

/** What was typed does not fit the command. */
export class UsageError extends Error {}

/** What was typed cannot be done; the message says why. */
export class InputError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** `<address>` and these options. @throws UsageError. */
export function readWords<O extends Options>(given: string[], options: O) {
  const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true })
  const [address, ...more] = positionals
  if (address === undefined || more.length > 0) throw new UsageError()
  return { address, values }
}

/** Why somebody does something that the trail tells of for good. @throws UsageError, InputError. */
export function checkReason(reason: string | undefined): string {
  if (reason === undefined) throw new UsageError()
  const isWell = reason.trim() !== '' && reason.length <= limits.reasonLength && !/\p{C}/u.test(reason)
  if (!isWell)
    throw new InputError(`the reason is empty, or more than ${limits.reasonLength} characters, or not one line`)
  return reason
}

/** Works on the configured database. */
export async function withData<T>(
  { config, warn }: Terminal,
  work: (data: Data, config: Config) => Promise<T>,
): Promise<T> {
  const settings = config()
  const data = await openData(settings, warn)
  try {
    return await work(data, settings)
  } finally {
    await data.stop()
  }
}

/** With the server's keys, as one of its processes. */
export const withOperator = <T>(
  terminal: Terminal,
  work: (operator: Operator, config: Config, data: Data) => Promise<T>,
) =>
  withData(terminal, (data, config) => {
    const keys = createKeys(config.keys ?? ownKeys(config.dataDir))
    return work(operatorOf(data, keys, config), config, data)
  })

/** On one account. @throws InputError when nobody has signed in with the address. */
export const withAccount = <T>(
  terminal: Terminal,
  address: string,
  work: (operator: Operator, account: Account) => Promise<T>,
) =>
  withOperator(terminal, async (operator) => {
    const account = await operator.accounts.byAddress(foldAddress(address))
    if (!account) throw new InputError('nobody has signed in with this address yet')
    return work(operator, account)
  })

/** Columns of one line; what was found may hold anything, and a terminal obeys control characters. */
export const line = (...columns: (string | null | undefined)[]) =>
  columns.map((column) => (column || '-').replace(/\p{C}/gu, '?')).join('  ')

export const time = (at: Date | null) => at?.toISOString() ?? null
