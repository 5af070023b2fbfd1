// A process that needs keys to sign with for OpenID clients; by itself, since the others have asked for them.
import { limits } from '../../../shared/limits.ts'
import { roundcube } from '../../actors/webmail.ts'
import { boundByCode } from './code-people.ts'
import { asked } from './door-flows.ts'
import type { Flows } from './flow.ts'
import { clickAnew } from './openid-people.ts'

const present = Math.floor(Date.now() / limits.openidKeyPeriod)
const ahead = Math.floor((Date.now() + limits.openidKeyAhead) / limits.openidKeyPeriod)

export const openidKeyFlows: Flows = {
  'the first request of a period, for which no key signs yet': {
    core: ['signingKeys'],
    entry: 'GET /.well-known/openid-configuration',
    // Near the end of a period the next one's, too.
    writes: Array.from({ length: ahead - present + 1 }, () => 'openidKeys.add'),
    leaves: { 'client.signed-in': 1 },
    async begin(cast) {
      const owner = await boundByCode(cast, 'totp')
      await cast.database.models.openidKeys.collection.deleteMany({})
      const discover = () => cast.client(roundcube)
      return {
        address: owner.address,
        act: () => asked(discover()),
        goOn: async () => clickAnew(cast, { ...owner, webmail: await discover() }),
      }
    },
  },
}
