// A browser that is sent here by an OpenID client.
import { expect } from '@jest/globals'
import { sessionOf } from '../../actors/records.ts'
import { roundcube } from '../../actors/webmail.ts'
import { asked } from './door-flows.ts'
import type { Flows } from './flow.ts'
import { click, clickAnew, guest, signIn, stranger } from './openid-people.ts'

export const openidFlows: Flows = {
  'a client’s request of a browser that is not signed in': {
    core: [],
    entry: 'GET /openid/auth',
    writes: ['counters.spend', 'openid.put'],
    leaves: { 'login.password': 1, 'login.succeeded': 1, raised: 1, 'client.signed-in': 1 },
    async begin(cast) {
      const met = await stranger(cast)
      const browser = cast.browser()
      const { go } = await click(met, browser)
      return {
        address: met.address,
        act: () => asked(go()),
        async goOn() {
          const { url } = await go()
          expect(url.pathname).toBe('/sign-in')
          await signIn(cast, met, browser)
          await clickAnew(cast, { ...met, browser })
        },
      }
    },
  },
  'a client’s request of a browser that is signed in': {
    core: [],
    entry: 'GET /openid/auth',
    writes: ['sessions.noteClient', 'openid.put', 'openid.put'],
    leaves: { 'client.signed-in': 1 },
    async begin(cast) {
      const met = await stranger(cast)
      const { go } = await click(met, met.browser)
      return { address: met.address, act: () => asked(go()), goOn: () => clickAnew(cast, met) }
    },
  },
  'going on to the client after signing in for it': {
    core: [],
    entry: 'GET /openid/continue/:id',
    writes: ['openid.put', 'openid.remove', 'sessions.noteClient', 'openid.put', 'openid.put'],
    leaves: { 'client.signed-in': 1 },
    async begin(cast) {
      const met = await stranger(cast)
      const browser = cast.browser()
      const bar = met.webmail.bar(browser)
      const { url, checks } = await met.webmail.party.begin()
      const { url: landed } = await bar.go(url.href)
      await signIn(cast, met, browser)
      await browser.call('GET /api/session')
      const goOn = () => bar.go(`/openid/continue/${landed.searchParams.get('continue')}`)
      return {
        address: met.address,
        act: () => asked(goOn()),
        async goOn(last) {
          // The same page leads on until the request is used up.
          const isThere = last === 'openid.put' && (await sessionOf(cast, met.address)).clients.length === 0
          const { url: back, status } = await goOn()
          if (isThere) await met.webmail.exchange(back, checks)
          else expect(status).toBe(400)
          await clickAnew(cast, { ...met, browser })
        },
      }
    },
  },
  'a client that ends the sign-in of who is signed in': {
    core: ['signOut'],
    entry: 'GET /openid/end',
    writes: ['sessions.end'],
    leaves: { 'session.ended': 1, 'login.password': 1, 'login.succeeded': 1, 'client.signed-in': 1 },
    async begin(cast) {
      const met = await guest(cast)
      const [back] = roundcube.post_logout_redirect_uris
      const parameters = { id_token_hint: met.visit.idToken, post_logout_redirect_uri: back! }
      const leave = () => met.webmail.bar(met.browser).go(met.webmail.party.endSession(parameters).href)
      return {
        address: met.address,
        act: () => asked(leave()),
        async goOn() {
          expect((await leave()).url.href).toBe(back)
          expect((await met.browser.call('GET /api/session')).state).toBe('anonymous')
          await signIn(cast, met, met.browser)
          await clickAnew(cast, met)
        },
      }
    },
  },
  'a client that does not say whose sign-in is to end': {
    core: [],
    entry: 'GET /openid/end',
    writes: ['openid.put'],
    leaves: {},
    async begin(cast) {
      const met = await guest(cast)
      const parameters = { post_logout_redirect_uri: roundcube.post_logout_redirect_uris[0]! }
      const leave = () => met.webmail.bar(met.browser).go(met.webmail.party.endSession(parameters).href)
      return {
        address: met.address,
        act: () => asked(leave()),
        async goOn() {
          expect((await leave()).url.pathname).toBe('/sign-out')
          await clickAnew(cast, met)
        },
      }
    },
  },
}
