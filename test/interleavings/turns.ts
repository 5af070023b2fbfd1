/** Waits until it is this client's turn, makes the call, and gives its answer. */
export type Turn = <T>(call: () => T | Promise<T>) => Promise<T>

export type Two<T> = readonly [T, T]

/**
 * Two clients whose calls are made one at a time. `bursts`: how many calls the first makes before the second may, how many that one, and so on;
 * after the last of them whoever has the turn keeps it to the end. So the order hangs on nothing but the numbers.
 */
export async function takeTurns(bursts: readonly number[], clients: Two<(turn: Turn) => Promise<void>>): Promise<void> {
  const waiting: Two<(() => Promise<void>)[]> = [[], []]
  const turnOf =
    (line: (() => Promise<void>)[]): Turn =>
    (call) =>
      new Promise((resolve, reject) => {
        line.push(async () => {
          try {
            resolve(await call())
          } catch (error) {
            reject(error as Error)
          }
        })
      })
  const done = Promise.all(clients.map((client, at) => client(turnOf(waiting[at as 0 | 1]))))
  for (let at = 0, burst = 0, left = bursts[0] ?? Infinity; ; left -= 1) {
    // Between two calls a client only computes: when the queue of promises is empty, each has asked for its next call or has ended.
    await new Promise((resolve) => setImmediate(resolve))
    if (waiting[0].length + waiting[1].length === 0) return void (await done)
    if (left <= 0 || waiting[at as 0 | 1].length === 0) {
      at = waiting[(1 - at) as 0 | 1].length > 0 ? 1 - at : at
      burst += 1
      left = bursts[burst] ?? Infinity
    }
    await waiting[at as 0 | 1].shift()!()
  }
}
