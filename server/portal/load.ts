import type { CallError } from '../../shared/client.ts'
import { asCallError, isSessionOver } from './facts.ts'
import { end, open } from './session.ts'

/** @returns what was asked for, or why that is not known; a session that is over leads to the sign-in page. */
export async function load<T>(ask: () => Promise<T>): Promise<T | CallError> {
  try {
    return await ask()
  } catch (thrown) {
    const error = asCallError(thrown)
    if (isSessionOver(error)) end()
    // Another browser bound the first factor, or an operator wants one bound: this one is between the two steps now, or at the first one.
    if (error.code === 'second-step.required' || error.code === 'enrolment.required') await open().catch(asCallError)
    return error
  }
}
