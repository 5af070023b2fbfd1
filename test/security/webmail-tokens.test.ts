// What opens a mailbox from a webmail, and until when (spec §7).
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { notMeToken } from '../../server/core/notice.ts'
import { resetAccount } from '../../server/core/reset.ts'
import { limits } from '../../shared/limits.ts'
import { note } from '../after/ledger.ts'
import { beginChange, bindWith, handsOf, prove, typeMailed } from '../actors/hands.ts'
import { signInAnew } from '../actors/journeys.ts'
import { plainOwner } from '../actors/mail-owner.ts'
import { webmailHost } from '../actors/openid-client.ts'
import { accountOf, auditOf, sessionOf } from '../actors/records.ts'
import { until } from '../mail-servers/until.ts'
import { elsewhere, openWebmailStage, type Owner, type WebmailStage } from './webmail-stage.ts'

const minute = 60_000
let stage: WebmailStage
beforeAll(async () => {
  stage = await openWebmailStage()
})
afterAll(() => stage.world.stop())

describe('a webmail’s token', () => {
  it.each(['imap', 'smtp', 'submission', 'sieve'])(
    'opens %s from the webmail, by both doors where both are',
    async (protocol) => {
      const owner = await stage.visitor()
      expect(await stage.door.dovecot(owner.address, owner.token, protocol, elsewhere, webmailHost)).toEqual({
        status: 200,
        is: 'ok',
        user: owner.address,
      })
      if (protocol !== 'imap') return
      const from = (ip: string) => stage.door.nginx(owner.address, owner.token, protocol, { 'client-ip': ip })
      expect(await from(webmailHost)).toMatchObject({ status: 'OK', user: owner.address })
      expect(await from(elsewhere)).toMatchObject({ server: null })
    },
  )

  it('opens no POP3', async () => {
    const owner = await stage.visitor()
    expect(await stage.ask(owner, owner.token, 'pop3')).toBe('wrong')
    expect(await stage.decide({ user: owner.address, secret: owner.token, protocol: 'pop3' })).toMatchObject({
      why: 'protocol',
    })
  })

  it('opens nothing from another network, also when who connects there speaks for the webmail’s address', async () => {
    const owner = await stage.visitor()
    expect(await stage.ask(owner, owner.token, 'imap', elsewhere)).toBe('wrong')
    expect((await stage.door.dovecot(owner.address, owner.token, 'imap', webmailHost, elsewhere)).is).toBe('wrong')
    // A mail server that tells nobody but the client.
    expect((await stage.door.dovecot(owner.address, owner.token, 'imap', elsewhere)).is).toBe('wrong')
    expect((await stage.door.dovecot(owner.address, owner.token, 'imap', webmailHost)).is).toBe('ok')
    expect(await stage.decide({ user: owner.address, secret: owner.token, peer: elsewhere })).toMatchObject({
      why: 'network',
    })
  })

  it('opens only the mailbox that it was given for', async () => {
    const owner = await stage.visitor()
    const neighbour = await stage.visitor()
    expect(await stage.ask(neighbour, owner.token)).toBe('wrong')
    expect(await stage.ask({ address: 'nobody@cqu.edu.cn' }, owner.token)).toBe('next')
    expect(await stage.ask(owner, owner.token)).toBe('ok')
  })

  it('of somebody without a factor is good, too', async () => {
    const owner = await plainOwner(stage.world)
    expect(await stage.ask(owner, await stage.visit(owner))).toBe('ok')
  })

  it('is over when the same browser asks the same webmail anew; those of other webmails and browsers stay', async () => {
    const owner = await stage.visitor()
    const second = stage.world.browser()
    await prove(second, (await signInAnew(second, owner.address)).challenge, owner.mail)
    const [atOther, inSecond] = [await stage.visit(owner, stage.other), await stage.visit({ browser: second })]
    const anew = await stage.visit(owner)
    const answers = [owner.token, anew, atOther, inSecond].map((token) => stage.ask(owner, token))
    expect(await Promise.all(answers)).toEqual(['wrong', 'ok', 'ok', 'ok'])
  })
})

/** Each ends what webmails have. */
const endings: [name: string, end: (owner: Owner) => Promise<unknown>][] = [
  ['sign-out', ({ browser }) => browser.call('DELETE /api/session')],
  ['signing out everywhere', ({ browser }) => browser.call('DELETE /api/sessions')],
  ['another factor is bound', ({ browser }) => bindWith(browser, handsOf(stage.world, 'totp', 'another'))],
  [
    'a factor is replaced',
    async ({ browser, mail }) => {
      const { challenge } = await typeMailed(
        stage.world,
        browser,
        await beginChange(browser, 'rebind', 'email'),
        mail.target!,
      )
      await typeMailed(stage.world, browser, challenge!, 'rebound@163.com')
    },
  ],
  [
    'the factor is unbound',
    async ({ browser, mail }) => prove(browser, await beginChange(browser, 'unbind', 'email'), mail),
  ],
  [
    'the help desk resets the account',
    async ({ address }) => {
      const { accounts } = stage.world.app.services
      const { code } = await resetAccount(
        stage.world.app.services,
        (await accounts.byAddress(address))!,
        'lost everything',
      )
      note('help-desk code', code)
    },
  ],
  [
    '不是我 in a notice freezes the account',
    async ({ address }) => {
      const [event] = await auditOf(stage.world, (await accountOf(stage.world, address))._id)
      const token = notMeToken(stage.world.app.services, { ...event!, id: 'an event' })
      return stage.world.browser().call('POST /api/not-me', { input: { token } })
    },
  ],
]

describe('a webmail’s token ends', () => {
  it.each(endings)('when this happens: %s', async (_, end) => {
    const owner = await stage.visitor()
    // Half a minute: the next code may be sent.
    stage.world.clock.advance(limits.resendAfter)
    expect(await stage.ask(owner, owner.token)).toBe('ok')
    await end(owner)
    expect(await stage.ask(owner, owner.token)).toBe('wrong')
  })

  it('with the session that stays when its factors change, and another one is given for the asking', async () => {
    const owner = await stage.visitor()
    const visit = await stage.webmail.visit(owner.browser)
    await bindWith(owner.browser, handsOf(stage.world, 'totp', 'stays'))
    expect(await stage.ask(owner, owner.token)).toBe('wrong')
    expect(await stage.ask(owner, await stage.webmail.mailPassword(visit))).toBe('ok')
  })

  it('when its session was idle for two hours; using it is using the session', async () => {
    const owner = await stage.visitor()
    const touched = async () => (await sessionOf(stage.world, owner.address)).touchedAt.getTime()
    const first = await touched()
    stage.world.clock.advance(limits.sessionTouchEvery - minute)
    expect(await stage.ask(owner, owner.token)).toBe('ok')
    stage.world.clock.advance(2 * minute)
    expect(await touched()).toBe(first)
    expect(await stage.ask(owner, owner.token)).toBe('ok')
    await until(
      async () => (await touched()) > first,
      () => 'the session was not touched',
    )
    stage.world.clock.advance(limits.sessionIdle - minute)
    expect(await stage.ask(owner, owner.token)).toBe('ok')
    await until(
      async () => (await touched()) > stage.world.clock.now().getTime() - minute,
      () => 'the session was not touched',
    )
    stage.world.clock.advance(limits.sessionIdle + minute)
    expect(await stage.ask(owner, owner.token)).toBe('wrong')
  })

  it('with the day’s session, however much it is used', async () => {
    const owner = await stage.visitor()
    const end = stage.world.clock.now().getTime() + limits.webmailTokenLife
    const step = limits.sessionIdle / 2
    for (; stage.world.clock.now().getTime() + step < end; stage.world.clock.advance(step)) {
      expect(await stage.ask(owner, owner.token)).toBe('ok')
      // The time of use is written after the answer; the sign-in's own is the first.
      const now = stage.world.clock.now().getTime() - limits.sessionTouchEvery
      await until(
        async () => (await sessionOf(stage.world, owner.address)).touchedAt.getTime() >= now,
        () => 'the session was not touched',
      )
    }
    stage.world.clock.advance(step)
    expect(await stage.decide({ user: owner.address, secret: owner.token })).toMatchObject({
      is: 'wrong',
      why: 'expired',
    })
  })
})
