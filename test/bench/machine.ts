import { spawnSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'

export interface Machine {
  cpu: string
  cores: number
  memoryGB: number
  system: string
  node: string
  /** Which cores the server has to itself and which everything else shares; null: the kernel decides. */
  pinned: typeof pins
}

const cores = cpus().length
const hasTaskset = spawnSync('taskset', ['--version']).status === 0

/**
 * The server alone on the first core; the client, mongod and the stand-in for WeChat on all others. With two cores mongod competes with the client and
 * not with the server, so that what is measured is what one core of the server does.
 */
export const pins = cores > 1 && hasTaskset ? { server: '0', rest: cores > 2 ? `1-${cores - 1}` : '1' } : null

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores,
  memoryGB: Math.round(totalmem() / 1_024 ** 3),
  system: `${process.platform} ${release()}`,
  node: process.version,
  pinned: pins,
})

/** Keeps this process, and what it starts from now on, off the server's core. */
export function leaveServerCore(): void {
  if (pins) spawnSync('taskset', ['-a', '-c', '-p', pins.rest, `${process.pid}`])
}
