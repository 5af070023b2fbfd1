import type { Remain, Remains } from '../core/operator-stores.ts'
import type { Models } from './models/index.ts'
import { rowsOf } from './rows.ts'

/** How many there are after these stages, and the last of their ends. */
async function countOf({ aggregate }: ReturnType<typeof rowsOf>, stages: object[], until?: string): Promise<Remain> {
  const group = { $group: { _id: null, count: { $sum: 1 }, until: { $max: until ?? null } } }
  const [found] = (await aggregate([...stages, group])) as [Remain?]
  return { count: found?.count ?? 0, until: found?.until ?? null }
}

/** Where an account has the mark of a password that was typed. */
export const passwordPlaces = ['passwordMark', 'enrol.passwordMark'] as const

/** Made under another key than this. */
export const notUnder = (keyId: string, more: object = {}) => ({ ...more, $not: new RegExp(`^${keyId}\\.`) })

/** What is alive and not under this key, of what only its owner can make anew. */
export async function remainsOf(models: Models, keyId: string, now: Date): Promise<Remains> {
  const isOld = notUnder(keyId)
  const [accounts, sessions, phones] = [rowsOf(models.accounts), rowsOf(models.sessions), rowsOf(models.phones)]
  const openid = rowsOf(models.openid)
  const row = [{ $match: { 'token.mac': isOld, expiresAt: { $gt: now } } }]
  const inEach = (list: string, match: object) => [
    { $unwind: `$${list}` },
    { $match: Object.fromEntries(Object.entries(match).map(([field, wanted]) => [`${list}.${field}`, wanted])) },
  ]
  const codes = (kind: string, more: object = {}) => [
    ...inEach('bindings', { kind, ...more }),
    { $unwind: '$bindings.unused' },
    { $match: { 'bindings.unused': isOld } },
  ]
  const mark = notUnder(keyId, { $type: 'string' })
  return {
    sessions: await countOf(sessions, row, '$expiresAt'),
    phones: await countOf(phones, row, '$expiresAt'),
    devices: await countOf(accounts, inEach('devices', { 'token.mac': isOld, until: { $gt: now } }), '$devices.until'),
    recovery: await countOf(accounts, codes('recovery')),
    helpdesk: await countOf(accounts, codes('helpdesk', { until: { $gt: now } }), '$bindings.until'),
    appPasswords: await countOf(accounts, inEach('appPasswords', { mac: isOld })),
    reports: await countOf(accounts, inEach('reports', { passwordMark: mark })),
    webmailTokens: await countOf(
      accounts,
      inEach('webmailTokens', { mac: isOld, until: { $gt: now } }),
      '$webmailTokens.until',
    ),
    openid: await countOf(openid, [{ $match: { _id: isOld, expiresAt: { $gt: now } } }], '$expiresAt'),
    passwords: await countOf(accounts, [{ $match: { $or: passwordPlaces.map((place) => ({ [place]: mark })) } }]),
  }
}
