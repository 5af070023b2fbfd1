import type { Reading } from './scan/flow.ts'

/** A value for the page that opens next: kept in memory, because whoever opens a page from outside writes its query. */
class Handover<T> {
  #value: T | undefined

  give(value: T): void {
    this.#value = value
  }

  take(): T | undefined {
    const value = this.#value
    this.#value = undefined
    return value
  }
}

/** What the camera read inside the mini-program, for the confirm page. */
export const scanned = new Handover<Reading | 'foreign'>()
/** The question that the help page opens, counted from 0. */
export const question = new Handover<number>()
