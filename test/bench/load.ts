import { Agent, request } from 'node:http'

/** One request that is made once. */
export interface Shot {
  path: string
  headers?: Record<string, string>
  body: object
  /** What it is answered with when all is well; 200 unless said. */
  status?: number
}

export interface Volley {
  perSecond: number
  /** How long each took. */
  ms: number[]
}

export interface Answer {
  text: string
  cookies: string[]
}

/** Sends one request and reads its answer to the end. @throws Error with the answer unless its status is the expected one. */
export function fire(agent: Agent, url: string, { path, headers, body, status = 200 }: Shot): Promise<Answer> {
  const type = { 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { agent, method: 'POST', headers: { ...type, ...headers } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () =>
        answer.statusCode === status
          ? resolve({ text, cookies: answer.headers['set-cookie'] ?? [] })
          : reject(new Error(`${path}: ${answer.statusCode} ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

/** Acts `count` times, `atOnce` of them under way at any time. Fails with the first that fails. */
export async function timeAll(
  count: number,
  atOnce: number,
  act: (turn: number, agent: Agent) => Promise<unknown>,
): Promise<Volley> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const timed = async (turn: number) => {
    const start = performance.now()
    await act(turn, agent)
    return performance.now() - start
  }
  const start = performance.now()
  const ms = await makeAll(count, timed, atOnce)
  const perSecond = (count / (performance.now() - start)) * 1_000
  agent.destroy()
  return { perSecond, ms }
}

/** Makes all requests, in turn at each of the servers. */
export const fireAll = (urls: readonly string[], shots: readonly Shot[], atOnce: number): Promise<Volley> =>
  timeAll(shots.length, atOnce, (turn, agent) => fire(agent, urls[turn % urls.length]!, shots[turn]!))

/** Makes `count` of something, a few at a time. */
export async function makeAll<T>(count: number, make: (index: number) => Promise<T>, atOnce = 16): Promise<T[]> {
  const made: T[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) made[index] = await make(index)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return made
}
