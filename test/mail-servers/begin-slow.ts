import type { WayName } from './mail-house.ts'

/**
 * nginx lets whoever is refused wait for 2 s: what comes by it is begun at once, and waits together.
 * @returns the work of a row: what was begun, or else begun now.
 */
export function beginSlow<R, T>(
  rows: readonly R[],
  wayOf: (row: R) => WayName,
  work: (row: R) => Promise<T>,
): (row: R) => Promise<T> {
  const slow = rows.filter((row) => wayOf(row).endsWith('by nginx'))
  const begun = new Map(slow.map((row) => [row, work(row)]))
  return (row) => begun.get(row) ?? work(row)
}
