import type { DirectoryUser } from '../../server/core/directory.ts'
import type { World } from './world.ts'

const beginsWithWrong = (password: string) => password.startsWith('wrong')

/**
 * For tests that type passwords a hundred times and are not about the directory: what begins with `wrong` is refused at once, and the
 * right password of an address costs its slow hash only the first time.
 */
export function makeDirectoryQuick({ app: { services } }: World, isWrong = beginsWithWrong): void {
  const { directory } = services
  const known = new Map<string, DirectoryUser>()
  services.directory = {
    async check(address, password, ip) {
      if (isWrong(password)) return undefined
      const key = `${address} ${password}`
      const user = known.get(key) ?? (await directory.check(address, password, ip))
      if (user) known.set(key, user)
      return user
    },
  }
}
