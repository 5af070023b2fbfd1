import type { Account } from '../core/account.ts'
import type { OutboxEvent } from '../core/audit.ts'
import type { Notice } from '../core/notice-row.ts'
import type { AccountSeals, Ends, NoticeSeals, OpenidKeySeals, PhoneSeals, Rotation } from '../core/operator-stores.ts'
import type { Models } from './models/index.ts'
import { toNotice } from './notices.ts'
import { toOpenidKey } from './openid.ts'
import { toAccount, toPhone } from './records.ts'
import { notUnder, passwordPlaces, remainsOf } from './remains.ts'
import { isOnlyDuplicates, rowsOf, type Rows } from './rows.ts'

const batch = 200

/** In the order of their ids; what comes in meanwhile is read too, or not. */
async function* batches<T>({ stream }: Rows, read: (found: unknown) => T | null): AsyncGenerator<T[]> {
  let rows: T[] = []
  for await (const found of stream([{ $sort: { _id: 1 } }])) {
    rows.push(read(found)!)
    if (rows.length < batch) continue
    yield rows
    rows = []
  }
  yield rows
}

/** One write an account: only where every old text still is. */
function accountChange({ id, bindings, channels }: AccountSeals) {
  const sealedAs = (sealed: Record<string, string>) =>
    Object.fromEntries(Object.entries(sealed).map(([field, text]) => [`sealed.${field}`, text]))
  const held = bindings.map(({ id, before: { sealed, mark } }) => ({
    bindings: { $elemMatch: { id, mark, ...sealedAs(sealed) } },
  }))
  const waiting = channels.map(({ id, before }) => ({ outbox: { $elemMatch: { id, channels: before } } }))
  const set = [
    ...bindings.flatMap(({ after }, at) => [
      [`bindings.$[b${at}].sealed`, after.sealed],
      [`bindings.$[b${at}].mark`, after.mark],
    ]),
    ...channels.map(({ after }, at) => [`outbox.$[e${at}].channels`, after]),
  ]
  return {
    filter: { _id: id, $and: [...held, ...waiting] },
    update: { $set: Object.fromEntries(set) as object },
    arrayFilters: [
      ...bindings.map(({ id }, at) => ({ [`b${at}.id`]: id })),
      ...channels.map(({ id }, at) => ({ [`e${at}.id`]: id })),
    ],
  }
}

/** A new sign-in of the same phone, made under the new key, has taken the place of the old row: the unique index lets one of them be. */
async function resealPhones(phones: Rows, seals: readonly PhoneSeals[]): Promise<void> {
  const places = seals.map(({ installation, after: { mark } }) => ({ installation, mark }))
  const taken = (await phones.find({ $or: places }, { projection: { mark: 1, installation: 1 } })) as typeof places
  const isReplaced = ({ installation, before, after }: PhoneSeals) =>
    before.mark !== after.mark && taken.some((row) => row.mark === after.mark && row.installation === installation)
  for (const { id, before } of seals.filter(isReplaced)) await phones.remove({ _id: id, mark: before.mark })
  const rest = seals.filter((one) => !isReplaced(one))
  const changes = rest.map(({ id, before, after }) => ({ filter: { _id: id, ...before }, update: { $set: after } }))
  // One that takes the place at this moment: the next walk takes the old row out.
  await phones.updateEach(changes).catch((error: unknown) => {
    if (!isOnlyDuplicates(error)) throw error
  })
}

const noticeChange = ({ id, before, after }: NoticeSeals) => ({
  filter: { _id: id, to: before },
  update: { $set: { to: after } },
})

const openidKeyChange = ({ id, before, after }: OpenidKeySeals) => ({
  filter: { _id: id, sealed: before },
  update: { $set: { sealed: after } },
})

/** By the very texts: what was renewed meanwhile stays. */
async function endOld(
  accounts: Rows,
  accountId: string,
  { tokens, unused, appPasswords, passwords }: Ends,
  events: OutboxEvent[],
): Promise<void> {
  const isThere = [
    { 'devices.token.mac': { $in: tokens } },
    { 'bindings.unused': { $in: unused } },
    { 'appPasswords.mac': { $in: appPasswords } },
    { 'reports.passwordMark': { $in: passwords } },
  ]
  await accounts.change(
    { _id: accountId, $or: isThere },
    {
      $pull: {
        devices: { 'token.mac': { $in: tokens } },
        'bindings.$[].unused': { $in: unused },
        appPasswords: { mac: { $in: appPasswords } },
      },
      ...(passwords.length > 0 && { $set: { 'reports.$[open].passwordMark': null } }),
      $push: { outbox: { $each: events } },
    },
    { ...(passwords.length > 0 && { arrayFilters: [{ 'open.passwordMark': { $in: passwords } }] }) },
  )
}

export function createRotation(models: Models): Rotation {
  const accounts = rowsOf(models.accounts)
  const phones = rowsOf(models.phones)
  const notices = rowsOf(models.notices)
  const openidKeys = rowsOf(models.openidKeys)
  return {
    count: (of) => models[of].collection.estimatedDocumentCount(),
    accounts: () => batches<Account>(accounts, toAccount),
    phones: () => batches(phones, toPhone),
    notices: () => batches<Notice>(notices, toNotice),
    openidKeys: () => batches(openidKeys, toOpenidKey),
    resealAccounts: (seals) => accounts.updateEach(seals.map(accountChange)),
    resealPhones: (seals) => resealPhones(phones, seals),
    resealNotices: (seals) => notices.updateEach(seals.map(noticeChange)),
    resealOpenidKeys: (seals) => openidKeys.updateEach(seals.map(openidKeyChange)),
    remains: (keyId, now) => remainsOf(models, keyId, now),
    end: (accountId, ends, events) => endOld(accounts, accountId, ends, events),
    async endPasswords(keyId) {
      for (const place of passwordPlaces)
        await accounts.updateAll({ [place]: notUnder(keyId, { $type: 'string' }) }, { $set: { [place]: null } })
    },
    endPhones: async (keyId) => void (await phones.remove({ 'token.mac': notUnder(keyId) })),
  }
}
