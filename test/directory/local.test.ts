import { describe, expect, it } from '@jest/globals'
import { createLocalDirectory, hashPassword } from '../../server/directory/local.ts'

const secret = 'correct horse battery staple'
const small = { ln: 4, r: 8, p: 1 }

/** A directory with one user, whose stored hash is this one. */
const directoryWith = (hash: string) =>
  createLocalDirectory({
    byAddress: async (address) => (address === 'a@cqu.edu.cn' ? { id: 'a', address, hash } : null),
  })

const check = (hash: string, password: string, address = 'a@cqu.edu.cn') =>
  directoryWith(hash).check(address, password, '192.0.2.1')

describe('a stored password of the local directory', () => {
  it('is a PHC string that names its cost, at least OWASP’s', async () => {
    expect(await hashPassword(secret)).toMatch(/^\$scrypt\$ln=14,r=8,p=5\$[\w-]{22}\$[\w-]{43}$/)
  })

  it('is checked with the cost that it names', async () => {
    const hash = await hashPassword(secret, small)
    expect(await check(hash, secret)).toEqual({ id: 'a', address: 'a@cqu.edu.cn' })
    expect(await check(hash, `${secret}r`)).toBeUndefined()
    expect(await check(hash.replace('ln=4', 'ln=5'), secret)).toBeUndefined()
  })

  it('is checked with the usual cost where it names none, as the first ones did', async () => {
    const [, , , salt, key] = (await hashPassword(secret)).split('$')
    expect(await check(`scrypt$${salt}$${key}`, secret)).toBeDefined()
    expect(await check(`scrypt$${salt}$${key}`, 'another')).toBeUndefined()
  })

  it('is salted: the same password twice is two hashes', async () => {
    expect(await hashPassword(secret, small)).not.toBe(await hashPassword(secret, small))
  })

  it.each(['', 'scrypt$onlysalt', '$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA'])(
    'that is no scrypt hash is a fault, and never a right password: %j',
    async (hash) => {
      await expect(check(hash, secret)).rejects.toThrow('a stored hash is no scrypt hash')
    },
  )

  it('of nobody is not right', async () => {
    expect(await check(await hashPassword(secret, small), secret, 'b@cqu.edu.cn')).toBeUndefined()
  })
})
