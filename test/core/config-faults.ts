import { ConfigError, readConfig } from '../../server/config/config.ts'

/** What is wrong with an environment, a line each. */
export function faultsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}
