import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from '@jest/globals'
import type { DirectoryUser } from '../../server/core/directory.ts'
import { createKeys } from '../../server/core/keys.ts'
import { Problem } from '../../server/core/problem.ts'
import { spare } from '../../server/directory/spared.ts'
import { limits } from '../../shared/limits.ts'

const keys = createKeys([{ id: 'test', bytes: randomBytes(32) }])
const user = { id: 'ldap:1', address: 'li@cqu.edu.cn' }
let asked: string[]
let answer: (password: string) => Promise<DirectoryUser | undefined>
let now: Date
beforeEach(() => {
  asked = []
  answer = async (password) => (password === 'right' ? user : undefined)
  now = new Date()
})

function spared() {
  const real = {
    check: (address: string, password: string) => {
      asked.push(`${address} ${password}`)
      return answer(password)
    },
  }
  const directory = spare(real, keys, () => now)
  return (password: string, address = user.address) => directory.check(address, password, '203.0.113.9')
}

describe('a directory is spared', () => {
  it('the same question at the same time', async () => {
    const check = spared()
    const all = await Promise.all(Array.from({ length: 20 }, () => check('right')))
    expect([all, asked]).toEqual([Array.from({ length: 20 }, () => user), [`${user.address} right`]])
    await check('right')
    expect(asked).toHaveLength(2)
  })

  it('no question of another address or another password', async () => {
    const check = spared()
    const all = await Promise.all([check('right'), check('right', 'wu@cqu.edu.cn'), check('right '), check('wrong')])
    expect(all).toEqual([user, user, undefined, undefined])
    expect(asked).toHaveLength(4)
  })

  it('a password that was just refused, for five minutes', async () => {
    const check = spared()
    for (let times = 0; times < 5; times += 1) expect(await check('wrong')).toBeUndefined()
    expect(asked).toHaveLength(1)
    now = new Date(now.getTime() + limits.refusedPasswordKept)
    answer = async () => user
    expect(await check('wrong')).toEqual(user)
  })

  it('nothing because of an outage', async () => {
    const check = spared()
    answer = async () => {
      throw new Problem('directory.unavailable')
    }
    for (const one of [check('right'), check('right')]) await expect(one).rejects.toThrow('directory.unavailable')
    answer = async () => user
    expect(await check('right')).toEqual(user)
  })

  it('no more than so many passwords: the oldest makes room', async () => {
    const check = spared()
    for (let n = 0; n <= limits.refusedPasswordsKept; n += 1) await check(`wrong-${n}`)
    await check('wrong-1')
    expect(asked).toHaveLength(limits.refusedPasswordsKept + 1)
    await check('wrong-0')
    expect(asked).toHaveLength(limits.refusedPasswordsKept + 2)
  })
})
