// When a webmail's token that is right opens nothing all the same.
import { describe, expect, it } from '@jest/globals'
import { newAccount, type Account } from '../../server/core/account.ts'
import { webmailUnfit } from '../../server/core/webmail-tokens.ts'
import { now, sessionOf, token } from './bare-session.ts'

describe('a token that is right', () => {
  const account: Account = { ...newAccount(), id: 'local:1', address: 'a@b.cn' }
  const session = sessionOf(account)
  const use = { protocol: 'imap', isFromWebmail: true, now } as const
  const factor = { id: 'b', kind: 'totp', boundAt: now, usedAt: null, sealed: {}, mark: null, step: 0 } as const

  it.each([
    ['nowhere but from a webmail', token(), session, account, { ...use, isFromWebmail: false }, 'network'],
    ['for no POP3', token(), session, account, { ...use, protocol: 'pop3' as const }, 'protocol'],
    ['after its time', token({ until: now }), session, account, use, 'expired'],
    ['without its session', token(), null, account, use, 'expired'],
    ['with somebody else’s session', token(), { ...session, accountId: 'local:2' }, account, use, 'expired'],
    ['with a session that is over', token(), { ...session, expiresAt: now }, account, use, 'expired'],
    ['before the second step', token(), session, { ...account, bindings: [factor] }, use, 'expired'],
    [
      'before a factor is bound that has to be',
      token(),
      session,
      { ...account, enrol: { at: now, passwordMark: null } },
      use,
      'expired',
    ],
  ] as const)('opens nothing %s', (_, one, its, whose, how, why) => {
    expect(webmailUnfit(one, its, whose as Account, how)).toBe(why)
  })

  it('opens IMAP and SMTP with a session that is signed in', () => {
    for (const protocol of ['imap', 'smtp'] as const)
      expect(webmailUnfit(token(), session, account, { ...use, protocol })).toBeNull()
    const proved = { ...session, aal: 2 as const }
    expect(webmailUnfit(token(), proved, { ...account, bindings: [factor] }, use)).toBeNull()
  })
})
