// Signing out for a client, and telling clients that somebody has (OpenID Connect RP-Initiated Logout 1.0, Back-Channel Logout 1.0).
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../shared/limits.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld, type FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { startReceiver, type Receiver } from '../actors/logout-receiver.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { appOwner, bindElsewhere, elsewhere, endings, unbindIn } from '../actors/openid-endings.ts'
import { newRegistered, openidEnv, relyingParty, webmailHost, type RelyingParty } from '../actors/openid-client.ts'
import { barOf, goodAt, userinfoAt, visitor } from '../actors/openid-wire.ts'
import { holdBack } from '../actors/rendezvous.ts'

const { secret, env } = doorFor('enforce')
let world: FullWorld
let receivers: [Receiver, Receiver]
let parties: [RelyingParty, RelyingParty]
beforeAll(async () => {
  const issuer = () => world.url
  receivers = await Promise.all([startReceiver('webmail', issuer), startReceiver('wiki', issuer)])
  const clients = [
    newRegistered('webmail', { mail: true, backchannel_logout_uri: receivers[0].uri }),
    newRegistered('wiki', { backchannel_logout_uri: receivers[1].uri }),
    newRegistered('silent'),
  ]
  world = await startFullWorld({ ...env, ...openidEnv(clients) })
  parties = [await relyingParty(world.url, clients[0]!), await relyingParty(world.url, clients[1]!)]
})
afterAll(async () => {
  await world.stop()
  await Promise.all(receivers.map((receiver) => receiver.stop()))
})
const door = mailDoor(() => world.doors, secret)

/** Signed in at the webmail, or at the wiki. */
async function enter(browser: Browser, which: 0 | 1 = 0) {
  const { url, checks } = await parties[which].begin()
  const landed = await barOf(world, browser).go(url.href)
  const tokens = await parties[which].exchange(landed.url, checks)
  const { sid, sub } = tokens.claims()!
  return { ...tokens, idToken: tokens.id_token!, access: tokens.access_token, sid: sid as string, sub }
}

/** A round of the relay comes soon. */
const nextRound = async () => {
  await world.browser().call('DELETE /api/session')
  await sleep(limits.relaySoon)
}
async function until(isSo: () => boolean): Promise<void> {
  for (let round = 0; round < 60 && !isSo(); round += 1) await nextRound()
  expect(isSo()).toBe(true)
}
const times = (which: 0 | 1, sid: string) => receivers[which].told(sid).length

/** Everything that is due was told: an ending that came after it was. */
async function settled(): Promise<void> {
  const { browser } = await visitor(world)
  const last = [await enter(browser, 0), await enter(browser, 1)] as const
  await browser.call('DELETE /api/session')
  await until(() => times(0, last[0].sid) === 1 && times(1, last[1].sid) === 1)
}

describe('a client is told once, and what it has is over', () => {
  it.each(endings)('by %s', async (name, end) => {
    const owner = await appOwner(world)
    const [webmail, wiki] = [await enter(owner.browser, 0), await enter(owner.browser, 1)]
    const again = await enter(owner.browser, 0)
    expect([again.sid, again.sid === wiki.sid]).toEqual([webmail.sid, false])
    const { body } = await parties[0].mailPassword(again.access)
    const mail = async () => (await door.dovecot(owner.address, body.password, 'imap', webmailHost)).is
    expect([await mail(), await userinfoAt(world.url, again.access)]).toEqual(['ok', 200])
    await end(world, owner)
    const ended = Date.now()
    expect([await mail(), ...(await goodAt(world.url, parties[0], again.access))]).toEqual(['wrong', 401, 401])
    for (const { refresh_token: text = '' } of [webmail, again])
      await expect(parties[0].refresh(text)).rejects.toMatchObject({ error: 'invalid_grant' })
    const isTold = () => times(0, webmail.sid) === 1 && times(1, wiki.sid) === 1
    // What the operator's program leaves is found by the servers' next round.
    if (name.includes('operator')) await until(isTold)
    while (!isTold() && Date.now() - ended < 2_000) await sleep(20)
    expect([times(0, webmail.sid), times(1, wiki.sid)]).toEqual([1, 1])
    expect(receivers[0].told(webmail.sid)[0]).toMatchObject({ sub: webmail.sub })
  })

  it('by a first factor that is bound in another browser', async () => {
    const { address, browser } = await visitor(world)
    const { sid } = await enter(browser)
    await bindElsewhere(world, address)
    world.clock.advance(limits.kickRetry)
    await until(() => times(0, sid) === 1)
    await settled()
    expect(times(0, sid)).toBe(1)
  })

  it('and never again by what ends later; a session that goes on is not told', async () => {
    const owner = await appOwner(world)
    const kept = await elsewhere(world, owner)
    const other = await elsewhere(world, owner)
    const sids = await Promise.all([owner.browser, other, kept].map(async (browser) => (await enter(browser)).sid))
    await owner.browser.call('DELETE /api/session')
    await until(() => times(0, sids[0]!) === 1)
    await unbindIn(world, owner, kept)
    await until(() => times(0, sids[1]!) === 1)
    expect((await enter(kept)).sid).toBe(sids[2])
    await settled()
    expect(sids.map((sid) => times(0, sid))).toEqual([1, 1, 0])
    await kept.call('DELETE /api/session')
    await until(() => times(0, sids[2]!) === 1)
    await settled()
    expect(sids.map((sid) => times(0, sid))).toEqual([1, 1, 1])
    expect(receivers.flatMap(({ faults }) => faults)).toEqual([])
  })
})

describe('a client that is away', () => {
  const sids: [string, string][] = []
  afterEach(() => receivers[1].mood('up'))

  it.each(['refuse', 'redirect', 'close', 'hang'] as const)(
    'keeps nothing from another one, and is told until it has taken it: it does %s',
    async (mood) => {
      const { browser } = await visitor(world)
      const [webmail, wiki] = [await enter(browser, 0), await enter(browser, 1)]
      sids.push([webmail.sid, wiki.sid])
      const before = receivers[1].asked()
      const isAsked = (more: number) => () => {
        world.clock.advance(limits.kickRetry)
        return receivers[1].asked() > before + more
      }
      receivers[1].mood(mood)
      await browser.call('DELETE /api/session')
      const ended = Date.now()
      await until(() => times(0, webmail.sid) === 1)
      expect(receivers[0].told(webmail.sid)[0]!.at - ended).toBeLessThan(2_000)
      await until(isAsked(0))
      // What hangs is given up after two and a half seconds; once is enough to see that.
      if (mood !== 'hang') await until(isAsked(1))
      expect(times(1, wiki.sid)).toBe(0)
      receivers[1].mood('up')
      await until(() => isAsked(1)() && times(1, wiki.sid) === 1)
    },
  )

  it('is told no more than once what it has taken', async () => {
    await settled()
    expect(sids.map(([webmail, wiki]) => [times(0, webmail), times(1, wiki)])).toEqual(sids.map(() => [1, 1]))
    expect(sids).toHaveLength(4)
  })

  it('is told at least once when the process that tells is killed before it has noted that', async () => {
    const { mailSessions } = world.app.services
    const { browser } = await visitor(world)
    const { sid } = await enter(browser)
    let deaths = 0
    world.app.services.mailSessions = {
      ...mailSessions,
      async settle() {
        deaths += 1
        throw new Error('the process is dead')
      },
    }
    await browser.call('DELETE /api/session')
    await until(() => deaths === 1)
    world.app.services.mailSessions = mailSessions
    expect(times(0, sid)).toBe(1)
    world.clock.advance(limits.kickClaim)
    await until(() => times(0, sid) === 2)
    await settled()
    expect(times(0, sid)).toBe(2)
  })
})

describe('a session in the middle of its own bind', () => {
  it('is not told as over, though the account has a factor already and the session has not shown it yet', async () => {
    const { browser } = await visitor(world)
    const { sid } = await enter(browser)
    const release = holdBack(world.app.services.sessions, 'grant')
    const bound = bindWith(browser, handsOf(world, 'totp', 'own'))
    // Every ending that is told now comes after the account's first write.
    await settled().finally(release)
    expect(await bound).toMatchObject({ aal: 2 })
    world.clock.advance(limits.kickRetry)
    await settled()
    expect([times(0, sid), (await enter(browser)).sid]).toEqual([0, sid])
  })
})
