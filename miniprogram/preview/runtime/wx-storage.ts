import { clientFacts } from './client-facts.ts'
import { type PhoneLog, plainCopy } from './log.ts'
import { type AsyncApi, WxFailure } from './wx-call.ts'

interface Kept {
  data: unknown
  isEncrypted?: boolean
}

/** The mini-program's storage in localStorage, so that the phone keeps its session over a reload. */
export class PhoneStorage {
  readonly #prefix: string

  constructor(namespace: string) {
    this.#prefix = `${namespace}:`
  }

  keys(): string[] {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => name.slice(this.#prefix.length))
  }

  bytes(except?: string): number {
    const own = this.keys().filter((key) => key !== except)
    return own.reduce((sum, key) => sum + (localStorage.getItem(this.#prefix + key)?.length ?? 0), 0)
  }

  get(key: string): Kept | undefined {
    const text = localStorage.getItem(this.#prefix + key)
    return text === null ? undefined : (JSON.parse(text) as Kept)
  }

  set(key: string, data: unknown, isEncrypted = false): void {
    if (!key) throw new WxFailure('parameter error: key should not be empty')
    const text = JSON.stringify({ data, isEncrypted })
    const perKey = isEncrypted ? clientFacts.encryptedPerKey : clientFacts.storagePerKey
    const inAll = isEncrypted ? clientFacts.encryptedInAll : clientFacts.storageInAll
    const bytes = new TextEncoder().encode(text).length
    if (bytes > perKey) throw new WxFailure('entry size limit reached')
    if (this.bytes(key) + bytes > inAll) throw new WxFailure('exceed storage max size 10Mb')
    localStorage.setItem(this.#prefix + key, text)
  }

  remove(key: string): void {
    localStorage.removeItem(this.#prefix + key)
  }

  clear(): void {
    this.keys().forEach((key) => this.remove(key))
  }

  info(): object {
    const kilobytes = (bytes: number): number => Math.ceil(bytes / 1024)
    return {
      keys: this.keys(),
      currentSize: kilobytes(this.bytes()),
      limitSize: kilobytes(clientFacts.storageInAll),
    }
  }
}

interface StorageOptions {
  key: string
  data?: unknown
  encrypt?: boolean
}

/** What was stored with `encrypt` is only found with it, and the other way round. */
function read(storage: PhoneStorage, { key, encrypt = false }: StorageOptions): { data: unknown } {
  const kept = storage.get(key)
  if (!kept || (kept.isEncrypted ?? false) !== encrypt) throw new WxFailure('data not found')
  return { data: kept.data }
}

export function storageApis(storage: PhoneStorage, api: AsyncApi, log: PhoneLog): Record<string, unknown> {
  const logged = (name: string, ...args: unknown[]): void => log.add({ kind: 'wx', name, args: plainCopy(args) })
  return {
    getStorage: api('getStorage', (options: StorageOptions) => read(storage, options)),
    setStorage: api('setStorage', (o: StorageOptions) => storage.set(o.key, o.data, o.encrypt)),
    removeStorage: api('removeStorage', ({ key }: StorageOptions) => storage.remove(key)),
    clearStorage: api('clearStorage', () => storage.clear()),
    getStorageInfo: api('getStorageInfo', () => storage.info()),
    getStorageSync: (key: string) => {
      const kept = storage.get(key)
      return kept && !kept.isEncrypted ? kept.data : ''
    },
    setStorageSync: (key: string, data: unknown) => {
      logged('setStorageSync', key, data)
      storage.set(key, data)
    },
    removeStorageSync: (key: string) => {
      logged('removeStorageSync', key)
      storage.remove(key)
    },
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: () => storage.info(),
  }
}
