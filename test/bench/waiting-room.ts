// Browsers that wait for their phones: by server-sent events, or by asking every two seconds.
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Waiter {
  url: string
  cookie: string
  /** When it first heard that its challenge is approved; performance.now(). */
  heardAt?: number
}

export interface Room {
  /** Answers so far. */
  requests(): number
  leave(): void
}

const approved = '"status":"approved"'

/** Opens the stream of every browser. @returns when all of them have been told the present state. */
export async function listenAll(waiters: readonly Waiter[]): Promise<Room> {
  const agent = new Agent({ maxSockets: Infinity })
  const open = (waiter: Waiter) =>
    new Promise<void>((resolve, reject) => {
      const headers = { cookie: waiter.cookie }
      get(`${waiter.url}/api/challenge/events`, { agent, headers }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`no stream: ${answer.statusCode}`))
        answer.setEncoding('utf8').on('data', (text: string) => {
          if (text.includes(approved)) waiter.heardAt ??= performance.now()
          resolve()
        })
      }).on('error', reject)
    })
  for (let from = 0; from < waiters.length; from += 50) await Promise.all(waiters.slice(from, from + 50).map(open))
  return { requests: () => 0, leave: () => agent.destroy() }
}

/** Every browser asks each `every` ms, evenly spread. @returns when each has asked once. @param onFailure gets what went wrong later. */
export async function pollAll(
  waiters: readonly Waiter[],
  every: number,
  onFailure: (error: Error) => void,
): Promise<Room> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  let answers = 0
  const over = new AbortController()
  const ask = (waiter: Waiter) =>
    new Promise<void>((resolve, reject) => {
      const headers = { cookie: waiter.cookie }
      get(`${waiter.url}/api/challenge`, { agent, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => {
          answers += 1
          if (answer.statusCode !== 200) return reject(new Error(`poll: ${answer.statusCode} ${text}`))
          if (text.includes(approved)) waiter.heardAt ??= performance.now()
          resolve()
        })
      }).on('error', reject)
    })
  const poll = async (waiter: Waiter, index: number) => {
    await sleep((index / waiters.length) * every)
    while (!over.signal.aborted) await Promise.all([ask(waiter), sleep(every)])
  }
  waiters.forEach((waiter, index) => {
    poll(waiter, index).catch((error: Error) => over.signal.aborted || onFailure(error))
  })
  await sleep(every)
  return {
    requests: () => answers,
    leave() {
      over.abort()
      agent.destroy()
    },
  }
}
