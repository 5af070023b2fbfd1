import { limits } from '../../shared/limits.ts'
import type { Account } from '../core/account.ts'
import type { Accounts } from '../core/stores.ts'
import type { WebmailToken } from '../core/webmail-token.ts'
import type { ChangeOptions, Rows } from './rows.ts'

export type Change = (filter: object, update: object, options?: ChangeOptions) => Promise<Account | null>

/** One list, one write: what it takes the place of goes, and the oldest make room. */
function putWebmailUpdate(token: WebmailToken, now: Date) {
  const isAnother = {
    $and: [
      { $gt: ['$$one.until', now] },
      { $or: [{ $ne: ['$$one.sessionId', token.sessionId] }, { $ne: ['$$one.clientId', token.clientId] }] },
    ],
  }
  const others = { $filter: { input: { $ifNull: ['$webmailTokens', []] }, as: 'one', cond: isAnother } }
  const all = { $concatArrays: [others, [{ $literal: token }]] }
  return [{ $set: { webmailTokens: { $slice: [all, -limits.webmailTokensPerAccount] } } }]
}

/** App passwords change no factor, and therefore no revision. */
export const appPasswords = (
  change: Change,
): Pick<Accounts, 'addAppPassword' | 'endAppPassword' | 'useAppPassword' | 'putWebmailToken'> => ({
  addAppPassword: (id, rev, password, event) =>
    change(
      {
        _id: id,
        rev,
        [`appPasswords.${limits.appPasswordsPerAccount - 1}`]: { $exists: false },
        $or: [{ frozenUntil: null }, { frozenUntil: { $lte: password.createdAt } }],
      },
      { $push: { appPasswords: password, outbox: event } },
    ),
  endAppPassword: (id, passwordId, event) =>
    change(
      { _id: id, 'appPasswords.id': passwordId },
      { $pull: { appPasswords: { id: passwordId } }, $push: { outbox: event } },
    ),
  useAppPassword: (id, passwordId, { mac, used }) =>
    change(
      { _id: id, 'appPasswords.id': passwordId },
      { $set: { 'appPasswords.$.mac': mac, 'appPasswords.$.used': used } },
    ),
  putWebmailToken: (id, rev, token, now) => change({ _id: id, rev }, putWebmailUpdate(token, now)),
})

/** Both by their index: those without either are not read. */
export async function enrolled(rows: Rows): Promise<string[]> {
  const has = [{ 'bindings.id': { $gt: '' } }, { 'appPasswords.id': { $gt: '' } }]
  const found = (await rows.find({ $or: has }, { projection: { _id: 0, address: 1 } })) as { address: string }[]
  // Who has lost the address to somebody else is asked for under none.
  return found
    .map(({ address }) => address)
    .filter((address) => address.includes('@'))
    .sort()
}
