import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { errandOf, forgetErrand, takeErrand } from '../../server/portal/errand.ts'

const name = 'c0-_'.repeat(10) + 'abc'
let texts: Map<string, string>
const store = {
  getItem: (key: string) => texts.get(key) ?? null,
  setItem: (key: string, text: string) => void texts.set(key, text),
  removeItem: (key: string) => void texts.delete(key),
}

function open(pathname: string, search: string, kept: typeof store | null = store) {
  const replaceState = jest.fn<History['replaceState']>()
  takeErrand({ location: { pathname, search }, history: { replaceState } }, kept)
  return replaceState
}

beforeEach(() => {
  texts = new Map()
  for (const errand of ['continue', 'for'] as const) forgetErrand(errand, null)
})

describe('the request of a client that led here', () => {
  it.each([
    ['/sign-in', 'continue'],
    ['/prove', 'continue'],
    ['/sign-out', 'for'],
  ] as const)('is taken on %s, leaves the address bar and is kept for the tab', (page, errand) => {
    expect(open(page, `?${errand}=${name}`)).toHaveBeenCalledWith(null, '', page)
    expect(texts).toEqual(new Map([[errand, name]]))
    expect(errandOf(errand, store)).toBe(name)
  })

  it.each([
    ['too short', name.slice(1)],
    ['too long', `${name}a`],
    ['a path', `../${name.slice(3)}`],
    ['another host', `//${name.slice(2)}`],
    ['escaped', `%2F${name.slice(1)}`],
    ['a second line', `${name}%0A`],
    ['letters of another script', `é${name.slice(1)}`],
    ['nothing', ''],
  ])('is ignored when its name is %s, and leaves the address bar all the same', (_, text) => {
    expect(open('/sign-in', `?continue=${text}`)).toHaveBeenCalledWith(null, '', '/sign-in')
    expect([errandOf('continue', store), texts.size]).toEqual([null, 0])
  })

  it('is not believed when something else wrote it into the tab’s store', () => {
    texts.set('continue', '/../evil')
    expect(errandOf('continue', store)).toBeNull()
  })

  it('is looked for nowhere else', () => {
    for (const [page, query] of [
      ['/welcome', 'continue'],
      ['/sign-out', 'continue'],
      ['/sign-in', 'for'],
    ])
      open(page!, `?${query}=${name}`)
    expect([errandOf('continue', store), errandOf('for', store)]).toEqual([null, null])
  })

  it('is still there after a reload, which has no query any more', () => {
    texts.set('continue', name)
    expect(open('/second-step', '')).not.toHaveBeenCalled()
    expect(errandOf('continue', store)).toBe(name)
  })

  it('gives way to a later one', () => {
    open('/sign-in', `?continue=${name}`)
    open('/prove', `?continue=${name.toUpperCase()}`)
    expect(errandOf('continue', store)).toBe(name.toUpperCase())
  })

  it('holds for the page where the browser keeps nothing', () => {
    open('/sign-in', `?continue=${name}`, null)
    expect(errandOf('continue', null)).toBe(name)
    forgetErrand('continue', null)
    expect(errandOf('continue', null)).toBeNull()
  })

  it('is forgotten when it is done', () => {
    open('/sign-in', `?continue=${name}`)
    forgetErrand('continue', store)
    expect([errandOf('continue', store), texts.size]).toEqual([null, 0])
  })
})
