import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Library } from './options.ts'
import { paths } from './paths.ts'
import type { Services } from '../../core/services.ts'

type Needs = Pick<Services, 'openid' | 'keys' | 'now' | 'settings'>

/** What cannot be found: no client is in the database, and a browser's session is ours (policy.ts). */
const nothing: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
}

/** A request has its person once somebody has signed in for it; a grant and what came of it always has. */
const accountOf = ({ accountId, result }: AdapterPayload): string | null =>
  accountId ?? (result as { login?: { accountId?: string } } | undefined)?.login?.accountId ?? null

/** Somebody else has the text, too: what came of it is good for nobody (RFC 6749 §4.1.2). */
const revoking =
  ({ openid, keys }: Needs) =>
  async (grantId: string) => {
    await openid.remove(keys.macs('openid', 'Grant', grantId))
    await openid.removeGrant(grantId)
  }

const kept = new Set(['Interaction', 'AuthorizationCode', 'AccessToken', 'RefreshToken', 'Grant'])

/**
 * oidc-provider's models on our store. A row is found by the keyed hash of its text, which is not in it: a stolen database opens nothing (spec R7). A code
 * and a refresh token are used once, by one write that many at the same time cannot all win (spec R1).
 */
export const openidAdapter =
  ({ errors }: Library, services: Needs) =>
  (kind: string): Adapter => {
    const { keys, now, settings } = services
    if (!kept.has(kind)) return nothing
    const marks = (id: string) => keys.macs('openid', kind, id)
    const revoke = revoking(services)
    return {
      ...nothing,
      async upsert(id, { jti: _, returnTo: __, ...payload }, expiresIn = 0) {
        const expiresAt = new Date(now().getTime() + expiresIn * 1_000)
        const mark = keys.mac('openid', kind, id)
        await services.openid.put({
          mark,
          payload: JSON.stringify(payload),
          grantId: payload.grantId ?? null,
          accountId: accountOf(payload),
          expiresAt,
        })
      },
      async find(id) {
        const row = await services.openid.find(marks(id), now())
        if (!row) return undefined
        const payload = JSON.parse(row.payload) as AdapterPayload
        // Of a request: it has the text in it.
        const returnTo = `${settings.publicUrl}${paths.provider.authorization}/${id}`
        return { ...payload, jti: id, returnTo, ...(row.usedAt && { consumed: true }) } as AdapterPayload
      },
      async consume(id) {
        if (await services.openid.use(marks(id), now())) return
        const row = await services.openid.find(marks(id), now())
        if (row?.grantId) await revoke(row.grantId)
        throw new errors.InvalidGrant('already used')
      },
      destroy: (id) => services.openid.remove(marks(id)),
      revokeByGrantId: (grantId) => services.openid.removeGrant(grantId),
    }
  }
