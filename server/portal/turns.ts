/** One action at a time, in the order in which they were asked for. */
export class Turns {
  private tail: Promise<unknown> = Promise.resolve()
  private inFlight = 0
  private put: (() => void) | undefined

  get isFree(): boolean {
    return this.inFlight === 0
  }

  /** @returns what the action gives, after all that were asked for before it. */
  take<T>(action: () => Promise<T>): Promise<T> {
    this.inFlight += 1
    const turn = this.tail.then(action)
    this.tail = turn.catch(() => undefined)
    return turn.finally(() => this.leave())
  }

  /** Now, or once nothing is under way; of those that wait only the last is begun, since it knows the most. */
  whenFree(begin: () => void): void {
    if (this.isFree) begin()
    else this.put = begin
  }

  private leave(): void {
    this.inFlight -= 1
    const begin = this.put
    if (!this.isFree || !begin) return
    this.put = undefined
    begin()
  }
}
