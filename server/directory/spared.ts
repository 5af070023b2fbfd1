import { limits } from '../../shared/limits.ts'
import type { Directory, DirectoryUser } from '../core/directory.ts'
import type { Keys } from '../core/keys.ts'

/** Passwords that were refused lately, by keyed hash; the oldest makes room. */
function createRefused(now: () => Date) {
  const until = new Map<string, number>()
  return {
    has: (mark: string) => (until.get(mark) ?? 0) > now().getTime(),
    add(mark: string) {
      until.delete(mark)
      until.set(mark, now().getTime() + limits.refusedPasswordKept)
      const [oldest] = until.keys()
      if (until.size > limits.refusedPasswordsKept && oldest !== undefined) until.delete(oldest)
    },
  }
}

/**
 * Spares a directory that counts failures itself, or pays for every question: the same question at the same time is one, and a password that
 * was just refused is not asked again. Decides nothing: what is answered is the directory's own answer, and whoever asks counts failures as ever.
 */
export function spare(directory: Directory, keys: Keys, now: () => Date): Directory {
  const refused = createRefused(now)
  const underWay = new Map<string, Promise<DirectoryUser | undefined>>()
  const asked = async (mark: string, ...question: Parameters<Directory['check']>) => {
    try {
      const user = await directory.check(...question)
      if (!user) refused.add(mark)
      return user
    } finally {
      underWay.delete(mark)
    }
  }
  return {
    ...directory,
    async check(address, password, ip) {
      const mark = keys.mac('directory', address, password)
      if (refused.has(mark)) return undefined
      const same = underWay.get(mark) ?? asked(mark, address, password, ip)
      underWay.set(mark, same)
      return same
    },
  }
}
