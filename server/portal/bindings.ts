import type { CallError } from '../../shared/client.ts'
import type { Bindings } from './answers.ts'
import { call } from './api.ts'
import { asCallError, isSessionOver } from './facts.ts'
import { end, open } from './session.ts'

/** @returns what is bound, or why that is not known; a session that is over leads to the sign-in page. */
export async function loadBindings(): Promise<Bindings | CallError> {
  try {
    return await call('GET /api/bindings')
  } catch (thrown) {
    const error = asCallError(thrown)
    if (isSessionOver(error)) end()
    // Another browser bound the first factor: this one is between the two steps now.
    if (error.code === 'second-step.required') await open().catch(asCallError)
    return error
  }
}
