import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { noticeToken, takeNoticeToken } from '../../server/portal/notice-token.ts'

function open(pathname: string, hash: string) {
  const replaceState = jest.fn<History['replaceState']>()
  takeNoticeToken({ location: { pathname, hash }, history: { replaceState } })
  return replaceState
}

beforeEach(() => noticeToken.set(null))

describe('the token of a notice', () => {
  it('is taken from the fragment and leaves the address bar', () => {
    const replaceState = open('/not-me', '#first-token')
    expect(noticeToken.get()).toBe('first-token')
    expect(replaceState).toHaveBeenCalledWith(null, '', '/not-me')
  })

  it('gives way to that of a later link', () => {
    open('/not-me', '#first-token')
    open('/not-me', '#second-token')
    expect(noticeToken.get()).toBe('second-token')
  })

  it('is not forgotten when the page is drawn again without a fragment', () => {
    open('/not-me', '#first-token')
    open('/not-me', '')
    expect(noticeToken.get()).toBe('first-token')
  })

  it('is not looked for on any other page', () => {
    expect(open('/help', '#first-token')).not.toHaveBeenCalled()
    expect(noticeToken.get()).toBeNull()
  })
})
