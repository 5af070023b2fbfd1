/** What happened, oldest first: for tests and for the page around the phone. */
export type LogEntry =
  | { kind: 'wx'; name: string; args: unknown }
  | { kind: 'setData'; route: string; keys: string[]; bytes: number }
  | { kind: 'warning'; message: string }
  | { kind: 'error'; where: string; message: string }

export interface PhoneLog {
  add(entry: LogEntry): void
  /** Also said in the browser's console. */
  error(where: string, error: unknown): void
  /** The newest entries, at most `keptEntries`. */
  entries(): LogEntry[]
  clear(): void
}

const keptEntries = 5_000

const textOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

export function createLog(): PhoneLog {
  const entries: LogEntry[] = []
  const add = (entry: LogEntry): void => {
    entries.push(entry)
    if (entries.length > keptEntries) entries.shift()
  }
  return {
    add,
    error(where, error) {
      add({ kind: 'error', where, message: textOf(error) })
      console.error(`[phone] ${where}:`, error)
    },
    entries: () => [...entries],
    clear: () => void entries.splice(0),
  }
}

/** A copy without functions, as JSON carries it; what JSON cannot carry becomes its text. */
export function plainCopy(value: unknown): unknown {
  try {
    return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  } catch {
    return String(value)
  }
}
