import { formerAddress, newAccount, type AccountChange } from '../core/account.ts'
import type { OutboxEvent } from '../core/audit.ts'
import { limits } from '../../shared/limits.ts'
import type { Accounts } from '../core/stores.ts'
import type { Models } from './models/index.ts'
import { toAccount } from './records.ts'
import { isOnlyDuplicates, rowsOf, type Rows } from './rows.ts'
import { appPasswords, enrolled, type Change } from './app-passwords.ts'

/** What is known of the password, beside the factors: it changes no revision. */
const passwords = (change: Change): Pick<Accounts, 'report' | 'settleReports' | 'notePassword' | 'noteCalled'> => ({
  report: (id, report) =>
    change(
      { _id: id, 'reports.id': { $ne: report.id } },
      { $push: { reports: { $each: [report], $slice: -limits.reportsKept } } },
    ),
  settleReports: (id, told) =>
    change(
      { _id: id },
      { $set: { 'reports.$[told].passwordMark': null } },
      { arrayFilters: [{ 'told.id': { $in: told } }] },
    ),
  notePassword: (id, mark) => change({ _id: id, passwordMark: { $ne: mark } }, { $set: { passwordMark: mark } }),
  noteCalled: (id, { at, passwordMark }, mark) =>
    change({ _id: id, 'enrol.at': at, 'enrol.passwordMark': passwordMark }, { $set: { 'enrol.passwordMark': mark } }),
})

/** The unique index on the address decides between two accounts that want the same one. */
const addresses = (rows: Rows, change: Change): Pick<Accounts, 'ensure' | 'release'> => ({
  async ensure(id, address) {
    const there = await rows.findOne({ _id: id, address })
    if (there) return toAccount(there)
    try {
      return await change({ _id: id }, { $set: { address }, $setOnInsert: newAccount() }, { upsert: true })
    } catch (error) {
      if (!isOnlyDuplicates(error)) throw error
      return null
    }
  },
  release: ({ id, address, rev }, event) =>
    change(
      { _id: id, address, rev },
      {
        $set: { address: formerAddress(id), ended: { rev: rev + 1, keep: null } },
        $inc: { rev: 1 },
        $push: { outbox: event },
      },
    ),
})

const steps = (change: Change): Pick<Accounts, 'consume' | 'rest'> => ({
  consume: (id, { bindingId, what, now }, restKeys) => {
    const left = 'step' in what ? { step: { $lt: what.step } } : { unused: what.mark }
    return change(
      {
        _id: id,
        bindings: { $elemMatch: { id: bindingId, ...left, $or: [{ until: null }, { until: { $gt: now } }] } },
        rests: { $not: { $elemMatch: { key: { $in: restKeys }, until: { $gt: now } } } },
      },
      'step' in what
        ? { $set: { 'bindings.$.step': what.step, 'bindings.$.usedAt': now } }
        : { $set: { 'bindings.$.usedAt': now }, $pull: { 'bindings.$.unused': what.mark } },
    )
  },
  rest: (id, rest, events) =>
    change({ _id: id }, { $push: { rests: { $each: [rest], $slice: -limits.restsKept }, outbox: { $each: events } } }),
})

const devices = (change: Change): Pick<Accounts, 'trust' | 'rotateDevice' | 'endDevices'> => ({
  trust: (id, rev, device, event) =>
    change(
      { _id: id, rev },
      {
        $push: {
          devices: { $each: [device], $sort: { usedAt: 1 }, $slice: -limits.devicesPerAccount },
          outbox: event,
        },
      },
    ),
  rotateDevice: (id, deviceId, mac, { token, older, passwordMac, usedAt, browser }) =>
    change(
      { _id: id, devices: { $elemMatch: { id: deviceId, 'token.mac': mac, until: { $gt: usedAt } } } },
      {
        $set: {
          'devices.$.token': token,
          'devices.$.older': older,
          'devices.$.passwordMac': passwordMac,
          'devices.$.usedAt': usedAt,
          'devices.$.browser': browser,
        },
      },
    ),
  endDevices: (id, deviceId, event) =>
    change(deviceId === null ? { _id: id, 'devices.id': { $gt: '' } } : { _id: id, 'devices.id': deviceId }, {
      $pull: { devices: deviceId === null ? {} : { id: deviceId } },
      $push: { outbox: event },
    }),
})

/** One document an account; each change is one findOneAndUpdate whose filter carries what it was decided on. */
export function createAccounts({ accounts }: Pick<Models, 'accounts'>): Accounts {
  const rows = rowsOf(accounts)
  const change: Change = async (...given) => toAccount(await rows.change(...given))
  return {
    byId: async (id) => toAccount(await rows.findOne({ _id: id })),
    byAddress: async (address) => toAccount(await rows.findOne({ address })),
    byMark: async (kind, marks) => {
      const found = await rows.find({ bindings: { $elemMatch: { kind, mark: { $in: marks } } } })
      return found.map((account) => toAccount(account)!)
    },
    ...addresses(rows, change),
    ...passwords(change),
    ...steps(change),
    ...devices(change),
    ...appPasswords(change),
    tell: (id, events) => change({ _id: id }, { $push: { outbox: { $each: events } } }),
    enrolled: () => enrolled(rows),
    change: (id, rev, wanted, events) => change(changeFilter(id, rev, wanted), changeUpdate(rev, wanted, events)),
  }
}

function changeFilter(id: string, rev: number, wanted: AccountChange) {
  const { add, replace, remove, notFrozenAt, enrol, enrolFor } = wanted
  const conditions = [
    ...(add ? [{ 'bindings.kind': { $ne: add.kind } }] : []),
    ...(remove ? [{ 'bindings.id': { $in: remove } }] : []),
    ...(notFrozenAt ? [{ $or: [{ frozenUntil: null }, { frozenUntil: { $lte: notFrozenAt } }] }] : []),
    ...(enrol ? [{ passwordMark: enrol.passwordMark }] : []),
    ...(enrolFor === undefined ? [] : [{ $or: [{ enrol: null }, { 'enrol.at': enrolFor }] }]),
  ]
  return {
    _id: id,
    rev,
    ...(replace && { 'bindings.id': replace.id }),
    ...(conditions.length > 0 && { $and: conditions }),
  }
}

function changeUpdate(rev: number, wanted: AccountChange, events: OutboxEvent[]) {
  const { add, replace, remove, endSessions, endDevices, freeze, swap, endRests, unfreeze, enrol } = wanted
  const set = {
    webmailTokens: [],
    ...(replace && { 'bindings.$': replace.with }),
    ...(endSessions && { ended: { rev: rev + 1, keep: endSessions.keep } }),
    ...(endDevices && { devices: [] }),
    ...(freeze && { frozenUntil: freeze.until }),
    ...(swap && { bindings: swap }),
    ...(endRests && { rests: [] }),
    ...(unfreeze && { frozenUntil: null }),
    ...(enrol !== undefined && { enrol }),
  }
  return {
    $inc: { rev: 1 },
    $push: {
      outbox: { $each: events },
      ...(add && { bindings: add }),
      ...(freeze && { frozenBy: { $each: [freeze.by], $slice: -limits.reportsKept } }),
    },
    ...(remove && { $pull: { bindings: { id: { $in: remove } } } }),
    // Every change of factors ends what webmails have (spec §7).
    $set: set,
  }
}
