import { posix } from 'node:path'
import { importTable, type Row } from './import-table.ts'
import { type Import, readImports } from './read-imports.ts'

/** Text of every source file by its path from the repository's root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

/** @returns one line per import that the table of who may import whom does not allow, or that it does not know. */
export function importFaults(sources: Sources, table: readonly Row[] = importTable): string[] {
  return [...sources].flatMap(([path, text]) => {
    const row = longest(table, (each) => each.in, path)
    if (!row) return [`${path}: no row of test/house/import-table.ts says what it may import`]
    return readImports(path, text).flatMap((each) => {
      const fault = judge(row, targetOf(path, each.specifier), each)
      return fault ? [`${path}:${each.line} ${fault}`] : []
    })
  })
}

/** `./b.ts` seen from `server/a.ts` is `server/b.ts`; a package keeps its name. */
const targetOf = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier

type Verdict = 'may' | 'types' | 'never'

function judge(row: Row, target: string, { isType }: Import): string | undefined {
  const entries = (['may', 'types', 'never'] as const).flatMap((verdict) =>
    (row[verdict] ?? []).map((name) => ({ name, verdict })),
  )
  const verdict: Verdict = longest(entries, (entry) => entry.name, target)?.verdict ?? 'never'
  if (verdict === 'may' || (verdict === 'types' && isType)) return undefined
  return verdict === 'types'
    ? `imports ${target}: from ${row.in} only by "import type"`
    : `imports ${target}: ${row.in} may import ${row.may.join(', ')}`
}

function longest<T>(all: readonly T[], nameOf: (each: T) => string, target: string): T | undefined {
  return all
    .filter((each) => covers(nameOf(each), target))
    .reduce<T | undefined>(
      (best, each) => (best && nameOf(best).length >= nameOf(each).length ? best : each),
      undefined,
    )
}

const covers = (name: string, target: string): boolean =>
  name === '*' || target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`)
