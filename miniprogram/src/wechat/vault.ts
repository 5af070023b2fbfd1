import Taro from '@tarojs/taro'
import type { Vault } from '../session/session.ts'

// Taro's types lack `encrypt`; a value stored with it is only found with it.
const encrypted = { encrypt: true }

/** WeChat's encrypted storage (AES-128, its key never leaves the client). */
export const vault: Vault = {
  async read<T>(key: string) {
    try {
      const { data } = await Taro.getStorage<string>({ key, ...encrypted })
      return JSON.parse(data) as T
    } catch {
      return undefined
    }
  },
  async write(key, value) {
    await Taro.setStorage({ key, data: JSON.stringify(value), ...encrypted }).catch(() => undefined)
  },
}
