import type { CallError } from '../../shared/client.ts'
import type { AppPasswords } from './answers.ts'
import { call } from './api.ts'
import { load } from './load.ts'

export const askAppPasswords = (): Promise<AppPasswords> => call('GET /api/app-passwords')

/** @returns the app passwords and what belongs to them, or why that is not known. */
export const loadAppPasswords = (): Promise<AppPasswords | CallError> => load(askAppPasswords)
