// What an OpenID client asks by itself.
import { expect } from '@jest/globals'
import { limits } from '../../../shared/limits.ts'
import { webmailHost } from '../../actors/openid-client.ts'
import { accountOf } from '../../actors/records.ts'
import { age } from './cast.ts'
import { asked, until } from './door-flows.ts'
import type { Flows } from './flow.ts'
import { click, clickAnew, guest } from './openid-people.ts'

export const openidTokenFlows: Flows = {
  'a code': {
    core: [],
    entry: 'POST /openid/token',
    writes: ['openid.use', 'openid.put', 'openid.put'],
    leaves: {},
    async begin(cast) {
      const met = await guest(cast)
      const { go, checks } = await click(met, met.browser)
      const { url: landed } = await go()
      const exchange = () => met.webmail.exchange(landed, checks)
      return {
        address: met.address,
        act: () => asked(exchange()),
        async goOn() {
          await expect(exchange()).rejects.toMatchObject({ error: 'invalid_grant' })
          await clickAnew(cast, met)
        },
      }
    },
  },
  'a code that is shown once more': {
    core: [],
    entry: 'POST /openid/token',
    writes: ['openid.removeGrant', 'openid.remove'],
    leaves: {},
    async begin(cast) {
      const met = await guest(cast)
      const { go, checks } = await click(met, met.browser)
      const { url: landed } = await go()
      const { access } = await met.webmail.exchange(landed, checks)
      return {
        address: met.address,
        act: () => asked(met.webmail.exchange(landed, checks)),
        async goOn() {
          await expect(met.webmail.exchange(landed, checks)).rejects.toMatchObject({ error: 'invalid_grant' })
          expect(await met.webmail.party.mailPassword(access)).toMatchObject({ status: 401 })
          await clickAnew(cast, met)
        },
      }
    },
  },
  'a refresh token': {
    core: [],
    entry: 'POST /openid/token',
    writes: ['openid.use', 'openid.put', 'openid.put'],
    leaves: {},
    async begin(cast) {
      const met = await guest(cast)
      const refresh = () => met.webmail.party.refresh(met.visit.refresh)
      return {
        address: met.address,
        act: () => asked(refresh()),
        async goOn() {
          await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' })
          await clickAnew(cast, met)
        },
      }
    },
  },
  'what a webmail is given for the mail servers': {
    core: ['giveWebmailToken'],
    entry: 'POST /openid/mail-password',
    writes: ['accounts.putWebmailToken'],
    leaves: {},
    async begin(cast) {
      const { address, webmail, visit } = await guest(cast)
      return {
        address,
        act: () => asked(webmail.mailPassword(visit)),
        async goOn() {
          // Nobody has the text of the one that is there.
          const token = await webmail.mailPassword(visit)
          expect(await cast.door.dovecot(address, token, 'imap', webmailHost)).toMatchObject({ is: 'ok' })
          expect((await accountOf(cast, address)).webmailTokens).toHaveLength(1)
        },
      }
    },
  },
  'the use of what a webmail was given': {
    core: ['noteWebmailUse', 'decideMailSignIn'],
    entry: 'POST /doors/dovecot',
    writes: ['sessions.touch'],
    leaves: {},
    async begin(cast) {
      const { address, webmail, visit } = await guest(cast)
      const token = await webmail.mailPassword(visit)
      await age(cast, 'sessions', { address }, 'touchedAt', limits.sessionTouchEvery + 1_000)
      const old = new Date(Date.now() - limits.sessionTouchEvery)
      const sessions = cast.database.connection.collection('sessions')
      const isTouched = async () => (await sessions.countDocuments({ address, touchedAt: { $gt: old } })) > 0
      const ask = () => cast.door.dovecot(address, token, 'imap', webmailHost)
      return {
        address,
        // Once more, lest the answer be quicker than the death.
        act: () =>
          asked(
            ask()
              .then(() => until(isTouched))
              .then(ask),
          ),
        async goOn() {
          expect(await isTouched()).toBe(true)
          expect(await ask()).toMatchObject({ is: 'ok' })
        },
      }
    },
  },
}
