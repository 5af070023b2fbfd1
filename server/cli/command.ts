import type { Config } from '../config/config.ts'
import { openData, type Data } from '../open.ts'

export interface Terminal {
  /** The configuration. @throws ConfigError. */
  config(): Config
  /** A line of the answer. */
  print(line: string): void
  /** A line beside it. */
  warn(line: string): void
}

/** One of the operator's commands: `npm run admin -- <noun> <verb> …`. */
export interface Command {
  /** What follows its name. */
  takes: string
  does: string
  /** @returns the exit code: 64 usage, 65 wrong input, 1 findings. @throws Error for anything else. */
  run(given: string[], terminal: Terminal): Promise<number>
}

/** What was typed does not fit the command. */
export class UsageError extends Error {}

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

/** Columns of one line; what was found may hold anything, and a terminal obeys control characters. */
export const line = (...columns: (string | null | undefined)[]) =>
  columns.map((column) => (column || '-').replace(/\p{C}/gu, '?')).join('  ')

export const time = (at: Date | null) => at?.toISOString() ?? null
