import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Directory, LocalUsers } from '../core/directory.ts'

// OWASP's scrypt set with the smallest memory that is still on the list: 16 MB for each check under way.
const cost = { N: 2 ** 14, r: 8, p: 5 }
const length = 32

const derive = (password: string, salt: Buffer) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, { ...cost, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** @returns scrypt$salt$key, base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  return ['scrypt', salt.toString('base64url'), (await derive(password, salt)).toString('base64url')].join('$')
}

async function isRight(password: string, hash: string): Promise<boolean> {
  const [, salt = '', key = ''] = hash.split('$')
  const expected = Buffer.from(key, 'base64url')
  const derived = await derive(password, Buffer.from(salt, 'base64url'))
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

/** The directory inside our own database. An unknown address costs the same work as a wrong password (spec R9). */
export async function createLocalDirectory(users: LocalUsers): Promise<Directory> {
  const nobody = await hashPassword(randomBytes(16).toString('hex'))
  return {
    async check(address, password) {
      const user = await users.byAddress(address)
      const isGood = await isRight(password, user?.hash ?? nobody)
      return user && isGood ? { id: user.id, address: user.address } : undefined
    },
    async find(address) {
      const user = await users.byAddress(address)
      return user ? { id: user.id, address: user.address } : undefined
    },
  }
}
