import { setTimeout as sleep } from 'node:timers/promises'
import type { Readiness } from '../../server/core/readiness.ts'
import { openListeners } from '../../server/listeners.ts'
import { keepLog } from '../after/evidence.ts'
import { readExposition, type Sample } from './exposition.ts'
import type { ServerProcess } from './server-process.ts'
import type { World } from './world.ts'

const patience = 20_000

/** Asks until it is so. @returns the answer with which it was. @throws Error with the last one when it never is. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + patience; ; await sleep(50)) {
    const answer = await ask()
    if (isSo(answer)) return answer
    if (Date.now() > end) throw new Error(`it never came to be: ${JSON.stringify(answer)}`)
  }
}

/** Whoever watches a process: a load balancer, Prometheus. */
export function createWatcher(url: string) {
  const ask = async (path: string) => {
    const answer = await fetch(`${url}${path}`)
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const metrics = async (): Promise<Sample[]> => {
    const { text } = await ask('/metrics')
    // Names and labels, where a secret could be: of numbers some would be six digits.
    keepLog('metrics', text.replaceAll(/ [^ ]+$/gm, ''))
    return readExposition(text)
  }
  return {
    ask,
    metrics,
    async ready(): Promise<Readiness & { status: number }> {
      const { status, text } = await ask('/readyz')
      return { status, ...(JSON.parse(text) as Readiness) }
    },
    /** The sum of what has this name and these labels; undefined when there is none. */
    async sum(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
      const all = (await metrics()).filter((one) => one.name === name)
      const fit = all.filter((one) => Object.entries(labels).every(([key, text]) => one.labels[key] === text))
      return fit.length === 0 ? undefined : fit.reduce((sum, one) => sum + one.value, 0)
    },
  }
}

export type Watcher = ReturnType<typeof createWatcher>

/** The settings with which a process can be watched. */
export const watchable = { OPS_PORT: '0' }

/** Of a world that is watchable. */
export async function watchWorld({ app }: World): Promise<Watcher & { leave(): Promise<void> }> {
  const opened = await openListeners(app.listeners.filter(({ name }) => name === 'operations'))
  return { ...createWatcher(`http://127.0.0.1:${opened.at[0]!.port}`), leave: opened.close }
}

/** Of a process that is watchable. */
export function watchServer(server: ServerProcess): Watcher {
  const [, port] = /"listener":"operations",.*"port":(\d+)/.exec(server.output())!
  return createWatcher(`http://127.0.0.1:${port}`)
}
