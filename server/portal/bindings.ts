import type { CallError } from '../../shared/client.ts'
import type { Bindings } from './answers.ts'
import { call } from './api.ts'
import { load } from './load.ts'

/** @returns what is bound, or why that is not known. */
export const loadBindings = (): Promise<Bindings | CallError> => load(() => call('GET /api/bindings'))
