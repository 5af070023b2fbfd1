// Registry of the collections. Every secret is select:false: a query of a model that needs it says so; rows.ts reads whole documents, for the domain.
import { Schema, type Connection } from 'mongoose'
import { limits } from '../../../shared/limits.ts'
import { kick, mailClient } from './mail.ts'
import { openidKey, openidRow } from './openid.ts'
import {
  appPassword,
  auditFields,
  binding,
  browser,
  challenge,
  device,
  enrol,
  entry,
  event,
  link,
  options,
  outboxEvent,
  report,
  rest,
  token,
  webmailToken,
} from './parts.ts'

const seconds = (ms: number) => Math.ceil(ms / 1_000)

const account = new Schema(
  {
    _id: { type: String, required: true },
    address: { type: String, required: true },
    bindings: [binding],
    rev: { type: Number, required: true },
    ended: new Schema({ rev: Number, keep: String }, { _id: false }),
    reports: [report],
    passwordMark: { type: String, select: false },
    enrol,
    rests: [rest],
    devices: [device],
    appPasswords: [appPassword],
    webmailTokens: [webmailToken],
    frozenUntil: Date,
    frozenBy: [String],
    outbox: [outboxEvent],
  },
  { ...options, collection: 'accounts' },
)
account
  .index({ address: 1 }, { unique: true, name: 'address_unique' })
  .index({ 'bindings.mark': 1 })
  .index({ 'outbox.id': 1 }, { sparse: true })
// Who is asked for at the mail doors.
account.index({ 'bindings.id': 1 }, { sparse: true }).index({ 'appPasswords.id': 1 }, { sparse: true })

const session = new Schema(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    address: { type: String, required: true },
    token: { type: token, select: false, required: true },
    aal: { type: Number, required: true },
    amr: [String],
    provedAt: Date,
    rev: { type: Number, required: true },
    enrol: Date,
    browser,
    passwordMark: { type: String, select: false },
    createdAt: { type: Date, required: true },
    touchedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    clients: [String],
    challenge: { type: challenge, select: false },
    outbox: [outboxEvent],
  },
  { ...options, collection: 'sessions' },
)
session.index({ 'token.mac': 1 }).index({ 'token.previous': 1 }, { sparse: true }).index({ accountId: 1 })
session.index({ 'challenge.ticket.mark': 1 }, { sparse: true }).index({ 'challenge.scan.id': 1 }, { sparse: true })
// Ended sessions stay until their events have surely been told; the clock in every filter, not this index, decides what is over.
session
  .index({ expiresAt: 1 }, { expireAfterSeconds: seconds(limits.endedSessionKept) })
  .index({ 'outbox.id': 1 }, { sparse: true })

const phone = new Schema(
  {
    _id: { type: String, required: true },
    mark: { type: String, required: true },
    sealed: { type: String, required: true, select: false },
    installation: { type: String, required: true },
    token: { type: token, select: false, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'phones' },
)
phone
  .index({ mark: 1, installation: 1 }, { unique: true })
  .index({ 'token.mac': 1 })
  .index({ 'token.previous': 1 }, { sparse: true })
phone.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

const counter = new Schema(
  {
    _id: { type: String, required: true },
    failures: Number,
    tries: Number,
    rests: Number,
    isLate: Boolean,
    seen: { type: [String], default: undefined },
    until: Date,
    expiresAt: Date,
  },
  { ...options, collection: 'counters' },
)
counter.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

const audit = new Schema({ _id: { type: String, required: true }, ...auditFields }, { ...options, collection: 'audit' })
audit
  .index({ accountId: 1, at: -1 })
  .index({ mark: 1, at: -1 })
  .index({ at: 1 }, { expireAfterSeconds: seconds(limits.auditLife) })

const notice = new Schema(
  {
    _id: { type: String, required: true },
    via: { type: String, enum: ['mail', 'sms'], required: true },
    to: { type: String, required: true, select: false },
    event: { type: event, required: true },
    tries: { type: Number, required: true },
    dueAt: Date,
    sentAt: Date,
    failedAt: Date,
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'notices' },
)
notice.index({ dueAt: 1 }, { sparse: true }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const auditRow = new Schema(
  {
    _id: { type: String, required: true },
    writer: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    events: [entry],
    prev: link,
    seal: link,
    mac: { type: String, required: true },
  },
  { ...options, collection: 'auditChain' },
)
auditRow.index({ at: 1 }, { expireAfterSeconds: seconds(limits.auditChainLife) })

const auditSeal = new Schema(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    heads: [link],
    prev: link,
    mac: { type: String, required: true },
  },
  { ...options, collection: 'auditSeals' },
)
auditSeal.index({ at: 1 }, { expireAfterSeconds: seconds(limits.auditChainLife) })

const localUser = new Schema(
  {
    _id: { type: String, required: true },
    address: { type: String, required: true },
    hash: { type: String, required: true, select: false },
  },
  { ...options, collection: 'localUsers' },
)
localUser.index({ address: 1 }, { unique: true })

export const models = (connection: Connection) => ({
  accounts: connection.model('Account', account),
  sessions: connection.model('Session', session),
  phones: connection.model('Phone', phone),
  counters: connection.model('Counter', counter),
  audit: connection.model('Audit', audit),
  notices: connection.model('Notice', notice),
  auditChain: connection.model('AuditRow', auditRow),
  auditSeals: connection.model('AuditSeal', auditSeal),
  localUsers: connection.model('LocalUser', localUser),
  kicks: connection.model('Kick', kick),
  mailClients: connection.model('MailClient', mailClient),
  openid: connection.model('OpenidRow', openidRow),
  openidKeys: connection.model('OpenidKey', openidKey),
})

export type Models = ReturnType<typeof models>
