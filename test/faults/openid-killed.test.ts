// R11: a process that is killed in the middle of a client's sign-in loses that click at most, and in the middle of a sign-out nobody stays signed in.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { navigator } from '../actors/address-bar.ts'
import { dieAfter } from '../actors/crash.ts'
import { signInAnew } from '../actors/journeys.ts'
import { startReceiver, type Receiver } from '../actors/logout-receiver.ts'
import { newRegistered, openidEnv, relyingParty, type Registered } from '../actors/openid-client.ts'
import { ask, barOf, endOf } from '../actors/openid-wire.ts'
import { startTown, type Town } from '../actors/town.ts'
import { startWorld, type World } from '../actors/world.ts'
import { freePort } from '../standins/port.ts'

describe('a sign-in at a client, its process killed after any of its writes', () => {
  const webmail = newRegistered('webmail', { mail: true })
  let world: World
  beforeAll(async () => {
    world = await startWorld(openidEnv([webmail]))
  })
  afterAll(() => world.stop())

  it('loses that click at most: the next one goes through, and nothing is good twice', async () => {
    const party = await relyingParty(world.url, webmail)
    const address = await world.user('killed')
    const written = new Set<string>()
    for (let n = 1; ; n += 1) {
      const browser = world.browser()
      const bar = barOf(world, browser)
      const asked = await bar.go((await party.begin()).url.href)
      await signInAnew(browser, address)
      const path = `/openid/continue/${asked.url.searchParams.get('continue')}`
      const doom = dieAfter(world, n)
      let code = ''
      const click = async () => {
        const landed = await bar.go(path)
        code = landed.url.searchParams.get('code') ?? ''
        expect(endOf(landed)).toMatchObject({ hasCode: true })
      }
      const isCut = await click().then(
        () => false,
        () => true,
      )
      doom.revive()
      doom.writes.forEach((write) => written.add(write))
      expect(await browser.call('GET /api/session')).toMatchObject({ state: 'signed-in' })
      const { url, checks } = await party.begin()
      const tokens = await party.exchange((await bar.go(url.href)).url, checks)
      expect((await party.mailPassword(tokens.access_token)).status).toBe(200)
      if (!isCut) break
      expect(code).toBe('')
    }
    expect([...written].sort()).toEqual(['openid.put', 'openid.remove', 'sessions.noteClient'])
  })

  it('and in the exchange: the code is good for nobody then, and the next click goes through', async () => {
    const party = await relyingParty(world.url, webmail)
    const browser = world.browser()
    await signInAnew(browser, await world.user('exchanged'))
    const bar = barOf(world, browser)
    const statuses: number[] = []
    for (let n = 1; statuses.at(-1) !== 200; n += 1) {
      const { url, checks } = await party.begin()
      const code = (await bar.go(url.href)).url.searchParams.get('code')!
      const verifier = checks.pkceCodeVerifier
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: webmail.redirect_uris[0]!,
        code_verifier: verifier,
      }
      const exchange = () => ask(`${world.url}/openid/token`, form, webmail)
      const doom = dieAfter(world, n)
      statuses.push((await exchange()).status)
      doom.revive()
      expect(await exchange()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    }
    // The code is used, the access token and the refresh token are written.
    expect(statuses).toEqual([500, 500, 500, 200])
  })
})

describe('a sign-out, its process killed before anybody was told', () => {
  let town: Town
  let receiver: Receiver
  beforeAll(async () => {
    const PORT = String(await freePort())
    const PUBLIC_URL = `http://127.0.0.1:${PORT}`
    receiver = await startReceiver('wiki', () => PUBLIC_URL)
    const wiki = newRegistered('wiki', { backchannel_logout_uri: receiver.uri })
    town = await startTown(1, { env: { PUBLIC_URL, PORT, ...openidEnv([wiki]) } })
  })
  afterAll(async () => {
    await town.stop()
    await receiver.stop()
  })

  /** Signed in at the wiki. @returns the sid that it knows. */
  async function entered(name: string) {
    const browser = town.browser()
    await signInAnew(browser, await town.user(name))
    const clients = JSON.parse(readFileSync(town.env.OPENID_CLIENTS_FILE!, 'utf8')) as Registered[]
    const party = await relyingParty(town.env.PUBLIC_URL!, clients[0]!)
    const { url, checks } = await party.begin()
    const landed = await navigator(town.env.PUBLIC_URL!, browser).go(url.href)
    return { browser, sid: (await party.exchange(landed.url, checks)).claims()!['sid'] }
  }

  async function untilTold(sid: unknown, ms: number): Promise<void> {
    const start = Date.now()
    while (receiver.told(sid).length === 0 && Date.now() - start < ms) await sleep(20)
    expect([receiver.told(sid).length, receiver.faults]).toEqual([1, []])
  }

  it('is told to the client, on a private address, once the next process is there', async () => {
    const [first, second] = [await entered('told'), await entered('killed')]
    await first.browser.call('DELETE /api/session')
    await untilTold(first.sid, 2_000)
    await second.browser.call('DELETE /api/session')
    await town.servers[0]!.kill()
    expect(receiver.told(second.sid)).toEqual([])
    await town.restart()
    // A round of the relay comes soon.
    await town.browser().call('DELETE /api/session')
    await untilTold(second.sid, 2_000)
    expect(receiver.told(first.sid)).toHaveLength(1)
  })
})
