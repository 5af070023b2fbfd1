import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { Directory, LocalUsers } from '../core/directory.ts'

/** What scrypt is given (RFC 7914 §2): N is 2 to the power of `ln`. */
export interface Cost {
  ln: number
  r: number
  p: number
}

// OWASP's scrypt set with the smallest memory that is still on the list: 16 MB for each check under way.
const usualCost: Cost = { ln: 14, r: 8, p: 5 }
const length = 32

const derive = (password: string, salt: Buffer, { ln, r, p }: Cost) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, length, { N: 2 ** ln, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** The PHC string format, so that a later cost leaves the hashes that are there as they are. */
const written = ({ ln, r, p }: Cost, salt: Buffer, key: Buffer) =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`

// The first hashes named no cost: theirs is the usual one.
const format = /^(?:\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)|scrypt)\$([\w-]+)\$([\w-]+)$/

function read(hash: string) {
  const [, ln, r, p, salt = '', key = ''] = format.exec(hash) ?? []
  if (!key) throw new Error('a stored hash is no scrypt hash')
  const cost = ln === undefined ? usualCost : { ln: Number(ln), r: Number(r), p: Number(p) }
  return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') }
}

/** @returns $scrypt$ln=…,r=…,p=…$salt$key, the last two base64url. */
export async function hashPassword(password: string, cost = usualCost): Promise<string> {
  const salt = randomBytes(16)
  return written(cost, salt, await derive(password, salt, cost))
}

async function isRight(password: string, hash: string): Promise<boolean> {
  const { cost, salt, key } = read(hash)
  const derived = await derive(password, salt, cost)
  return key.length === derived.length && timingSafeEqual(key, derived)
}

/** The directory inside our own database. An unknown address costs the same work as a wrong password (spec R9). */
export function createLocalDirectory(users: Pick<LocalUsers, 'byAddress'>): Directory {
  const nobody = written(usualCost, randomBytes(16), randomBytes(length))
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
