import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { maskAddress, maskForStranger } from '../../server/core/account.ts'
import { matchNumber, newChallenge } from '../../server/core/challenge.ts'
import { foldAddress } from '../../server/core/directory.ts'
import { createKeys } from '../../server/core/keys.ts'
import {
  isKnownBrowser,
  newBrowserCookie,
  readBrowserCookie,
  rememberAccount,
  writeBrowserCookie,
} from '../../server/core/known-browser.ts'
import { foldCode } from '../../server/core/typed-code.ts'
import { factors } from '../../server/factors/index.ts'

const keys = createKeys([{ id: 'k', bytes: Buffer.alloc(32, 7) }])

describe('a typed code', () => {
  it.each([
    '123456',
    '１２３４５６',
    ' 123 456 ',
    '123-456',
    '123–456',
    '123—456',
    '１２３　４５６',
    '1 2 3 4 5 6',
    '123\t456\n',
    '123‐456',
    '123‑456',
  ])('%p is read as 123456', (typed) => {
    expect(foldCode('wechat', typed)).toBe('123456')
  })

  it.each([
    '',
    '12345',
    '1234567',
    '12345a',
    '１２３４５',
    '12.456',
    '123_456',
    '+123456',
    '①②③④⑤',
    '٠١٢٣٤٥',
    '0x1234',
    '1e5123',
  ])('%p is none', (typed) => {
    expect(() => foldCode('wechat', typed)).toThrow('request.invalid')
  })

  it('is six plain digits or nothing, whatever was typed', () => {
    const read = (typed: string) => {
      try {
        return foldCode('wechat', typed)
      } catch {
        return '000000'
      }
    }
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => expect(read(typed)).toMatch(/^[0-9]{6}$/)))
  })
})

describe('an address', () => {
  it.each([
    ['ZhangMing@CQU.edu.cn', 'zhangming@cqu.edu.cn'],
    ['  a@b.cn\t', 'a@b.cn'],
    ['ｚｈａｎｇ＠cqu.edu.cn', 'zhang@cqu.edu.cn'],
  ])('%p is %p', (typed, folded) => {
    expect(foldAddress(typed)).toBe(folded)
  })

  it('once folded stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) =>
        expect(foldAddress(foldAddress(typed))).toBe(foldAddress(typed)),
      ),
    )
  })

  it.each([
    ['zhangming@cqu.edu.cn', 'zh***g@cqu.edu.cn', 'z***@cqu.edu.cn'],
    ['wang@cqu.edu.cn', 'wa***g@cqu.edu.cn', 'w***@cqu.edu.cn'],
    ['abc@cqu.edu.cn', 'a***@cqu.edu.cn', 'a***@cqu.edu.cn'],
    ['a@cqu.edu.cn', 'a***@cqu.edu.cn', 'a***@cqu.edu.cn'],
  ])('%s is shown as %s to its owner and %s to a stranger', (address, shown, strange) => {
    expect(maskAddress(address)).toBe(shown)
    expect(maskForStranger(address)).toBe(strange)
  })
})

describe('the two digits', () => {
  const challenge = (scan: string) => {
    const begin = { purpose: 'bind', stage: 'bind', target: 'wechat', bindingId: 'b', offered: ['wechat'] } as const
    const made = newChallenge({ keys, factors }, new Date(), {
      ...begin,
      offered: [...begin.offered],
      isKnownBrowser: true,
    })
    return {
      ...made,
      scan: {
        id: scan,
        mark: '',
        sealed: '',
        isBound: false,
        scene: 1011,
        doubts: [],
        trust: false,
        until: new Date(),
      },
    }
  }

  it('are from 10 to 99, all of them, and the same however often they are asked for', () => {
    const seen = new Set<string>()
    for (let index = 0; index < 2_000; index += 1) {
      const one = challenge(`scan-${index}`)
      const number = matchNumber(keys, one)
      expect(matchNumber(keys, one)).toBe(number)
      expect(number).toMatch(/^[1-9]\d$/)
      seen.add(number)
    }
    expect(seen.size).toBe(90)
  })
})

describe('a known browser', () => {
  const known = rememberAccount(keys, newBrowserCookie(keys), 'account-1')

  it('is known for its accounts, five at most, the newest kept', () => {
    let cookie = known
    for (const id of ['2', '3', '4', '5']) cookie = rememberAccount(keys, cookie, `account-${id}`)
    expect(['1', '2', '3', '4', '5'].every((id) => isKnownBrowser(keys, cookie, `account-${id}`))).toBe(true)
    cookie = rememberAccount(keys, cookie, 'account-6')
    expect(isKnownBrowser(keys, cookie, 'account-1')).toBe(false)
    expect(isKnownBrowser(keys, cookie, 'account-6')).toBe(true)
    expect(rememberAccount(keys, cookie, 'account-6').marks).toHaveLength(5)
  })

  it('is read back from its cookie, and not from anything else', () => {
    expect(readBrowserCookie(writeBrowserCookie(known))).toEqual(known)
    for (const text of [undefined, '', '~', 'short', 'x'.repeat(23), '../../etc/passwd-------'])
      expect(readBrowserCookie(text)).toBeNull()
    expect(readBrowserCookie(`${known.id}${'~x'.repeat(1_000)}`)?.marks).toHaveLength(5)
  })

  it('is not known by a mark of another browser or another account', () => {
    const other = { ...newBrowserCookie(keys), marks: known.marks }
    expect(isKnownBrowser(keys, other, 'account-1')).toBe(false)
    expect(isKnownBrowser(keys, known, 'account-2')).toBe(false)
    expect(isKnownBrowser(keys, null, 'account-1')).toBe(false)
  })
})
