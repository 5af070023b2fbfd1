import { limits } from '../../shared/limits.ts'
import { Problem } from '../core/problem.ts'

/** A question that the directory did not answer. Never what it wrote: that often repeats an address. */
export interface DirectoryEvent {
  is: 'unavailable'
  /** A word of ours, a code of Node.js, of LDAP (RFC 4511 §4.1.9) or of IMAP (RFC 5530). */
  why: string
}
export type DirectoryLog = (event: DirectoryEvent) => void

/** No answer, or none that says whether the password is right. */
export class Fault extends Error {
  /** What the server wrote, for nobody but who asked. */
  readonly text: string
  constructor(why: string, text = '') {
    super(why)
    this.name = 'Fault'
    this.text = text
  }
}

function whyOf(error: unknown): string {
  if (error instanceof Fault) return error.message
  const { code, name } = error as { code?: unknown; name?: unknown }
  return String(code ?? name)
}

/**
 * One question to a directory (spec R12). Once limits.directoryTimeout is over the signal is aborted, on which every socket of the question must close.
 * @throws Fault.
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), limits.directoryTimeout)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (controller.signal.aborted) throw new Fault('timeout')
    throw error instanceof Fault ? error : new Fault(whyOf(error))
  } finally {
    clearTimeout(timer)
  }
}

/** The same for somebody who waits. @throws Problem('directory.unavailable'), after one event that says why. */
export async function ask<T>(work: (signal: AbortSignal) => Promise<T>, log?: DirectoryLog): Promise<T> {
  try {
    return await inTime(work)
  } catch (error) {
    log?.({ is: 'unavailable', why: whyOf(error) })
    throw new Problem('directory.unavailable')
  }
}
