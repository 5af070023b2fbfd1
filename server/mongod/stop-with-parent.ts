const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What is to be done when this process ends. */
const kills = new Set<() => void>()

/**
 * Runs `kill` when this process ends by itself or by a signal that nobody else here handles. Whoever handles signals stops us in its own order.
 * @param kill must do its work at once, without waiting. @returns the way out, once there is nothing left to kill.
 */
export function stopWithParent(kill: () => void): () => void {
  if (kills.size === 0) listen('on')
  kills.add(kill)
  return () => {
    kills.delete(kill)
    if (kills.size === 0) listen('off')
  }
}

function listen(how: 'on' | 'off'): void {
  process[how]('exit', killAll)
  for (const signal of signals) process[how](signal, onSignal)
}

function killAll(): void {
  for (const kill of kills) kill()
}

/** With our listener in place the signal no longer ends the process by itself, so it is sent again without it. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return
  killAll()
  listen('off')
  process.kill(process.pid, signal)
}
