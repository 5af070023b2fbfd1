import { randomBytes } from 'node:crypto'
import { ConfigError, readConfig } from '../../server/config/config.ts'

/** Enough to start for trying out. */
export const trial = {
  PUBLIC_URL: 'http://localhost:8080',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
}

/** Enough to start behind a name that is not this machine. */
export const production = {
  ...trial,
  PUBLIC_URL: 'https://mail.cqu.edu.cn',
  MONGODB_URI: 'mongodb://db.cqu.edu.cn/mail?replicaSet=rs0',
  KEYS: `k1:${randomBytes(32).toString('base64')}`,
}

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
