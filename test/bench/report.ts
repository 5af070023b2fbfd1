import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, secondsSince } from '../setup/command.ts'
import { machine } from './machine.ts'

export interface Report {
  rows: readonly object[]
  /** What a reader of the table must know. */
  notes?: readonly string[]
  /** A limit was broken. */
  isBad?: boolean
}

/** The longest that a bench usually takes; one that hangs ends with 1. */
const usualPatience = 5 * 60_000

/** Runs a bench: where it ran, one table, and the same in `.build/bench/<name>.json`. What it throws ends it with 1. */
export async function bench(name: string, work: () => Promise<Report>, patience = usualPatience): Promise<void> {
  const start = performance.now()
  const late = setTimeout(() => {
    console.error(`bench ${name}: not done after ${secondsSince(start)}`)
    process.exit(1)
  }, patience)
  try {
    const { rows, notes = [], isBad = false } = await work()
    const where = machine()
    console.log(`\n${name}: ${where.cores} × ${where.cpu}, ${where.memoryGB} GB, ${where.system}, Node ${where.node}`)
    console.table(rows)
    for (const note of notes) console.log(`  ${note}`)
    const folder = join(root, '.build', 'bench')
    mkdirSync(folder, { recursive: true })
    const all = { name, at: new Date().toISOString(), took: secondsSince(start), machine: where, rows, notes }
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(all, null, 2)}\n`)
    if (isBad) process.exitCode = 1
  } catch (error) {
    console.error(`bench ${name} failed after ${secondsSince(start)}:`, error)
    process.exitCode = 1
  } finally {
    clearTimeout(late)
  }
}
