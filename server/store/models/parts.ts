import { Schema, type SchemaDefinition } from 'mongoose'
import { appPasswordKinds, mailProtocols } from '../../../shared/mail-protocols.ts'
import { deliveries, denials, doubts, factorKinds, purposes, stages, statuses } from '../../../shared/factors.ts'

/** Of every collection. */
export const options = {
  versionKey: false,
  minimize: false,
  autoIndex: false,
  autoCreate: false,
  strict: 'throw',
} as const

const part = (definition: SchemaDefinition) => new Schema(definition, { _id: false, minimize: false })

export const place = part({ province: String, area: String, network: String })
export const browser = part({ name: String, system: String, place, ip: String, network: String, alone: String })

export const auditFields = {
  at: { type: Date, required: true },
  type: { type: String, required: true },
  outcome: { type: String, required: true },
  accountId: String,
  actor: { type: String, required: true },
  method: String,
  kind: String,
  mark: String,
  browser,
  detail: String,
} as const
const channel = part({ via: { type: String, enum: ['mail', 'sms'] }, to: { type: String, select: false } })
export const outboxEvent = part({
  id: { type: String, required: true },
  ...auditFields,
  ending: { type: part({ address: String, at: [Date] }), default: undefined },
  channels: { type: [channel], default: undefined },
})
/** An event inside another row: as in the trail. */
export const event = part({ id: { type: String, required: true }, ...auditFields })

export const link = part({ id: String, at: Date, mac: String })
export const entry = part({ id: String, at: Date, digest: String })

export const token = part({ mac: { type: String, required: true }, previous: String, sealed: String, replacedAt: Date })

export const report = part({ id: String, at: Date, sessionId: String, from: String, passwordMark: String })

export const enrol = part({ at: Date, passwordMark: { type: String, select: false } })

export const rest = part({ key: String, until: Date })

export const device = part({
  id: { type: String, required: true },
  token: { type: token, select: false, required: true },
  older: { type: [String], select: false },
  passwordMac: { type: String, select: false, required: true },
  browser,
  firstAt: { type: Date, required: true },
  usedAt: { type: Date, required: true },
  until: { type: Date, required: true },
})

const sealed = { type: Schema.Types.Mixed, select: false } as const

export const binding = part({
  id: { type: String, required: true },
  kind: { type: String, enum: factorKinds, required: true },
  boundAt: { type: Date, required: true },
  usedAt: Date,
  sealed,
  mark: String,
  step: { type: Number, required: true },
  unused: { type: [String], default: undefined, select: false },
  until: Date,
})

export const appPassword = part({
  id: { type: String, required: true },
  kind: { type: String, enum: appPasswordKinds, required: true },
  name: { type: String, required: true },
  mac: { type: String, select: false, required: true },
  protocols: [{ type: String, enum: mailProtocols }],
  networks: [String],
  createdAt: { type: Date, required: true },
  until: Date,
  used: part({ at: Date, protocol: { type: String, enum: mailProtocols }, ip: String, place }),
})

export const webmailToken = part({
  id: { type: String, required: true },
  mac: { type: String, select: false, required: true },
  sessionId: { type: String, required: true },
  clientId: { type: String, required: true },
  until: { type: Date, required: true },
})

const ticket = part({ mark: String, sealed: String, until: Date, ordinal: Number, byTimer: Number, strangers: Number })
const scan = part({
  id: String,
  mark: String,
  sealed: String,
  isBound: Boolean,
  scene: Number,
  doubts: [{ type: String, enum: doubts }],
  trust: Boolean,
  until: Date,
})
const sent = part({
  state: { type: String, select: false },
  at: Date,
  until: Date,
  delivery: { type: String, enum: deliveries },
})
const byKind = (of: Schema) => part(Object.fromEntries(factorKinds.map((kind) => [kind, of])))

const guesses = part({ tries: Number, rests: Number, until: Date })

export const challenge = part({
  id: { type: String, required: true },
  purpose: { type: String, enum: purposes, required: true },
  stage: { type: String, enum: stages, required: true },
  target: String,
  bindingId: String,
  replaces: String,
  draft: binding,
  sent: byKind(sent),
  wantsTrust: Boolean,
  typed: String,
  status: { type: String, enum: statuses, required: true },
  denial: { type: String, enum: [...denials, null] },
  offered: [String],
  isKnownBrowser: Boolean,
  needsNumber: Boolean,
  isMatched: Boolean,
  strangers: Number,
  startedAt: Date,
  expiresAt: Date,
  ticket,
  scan,
  guesses: byKind(guesses),
})
