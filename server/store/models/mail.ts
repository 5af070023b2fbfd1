// Collections of the mail doors.
import { Schema } from 'mongoose'
import { mailProtocols } from '../../../shared/mail-protocols.ts'
import { options, place } from './parts.ts'

export const kick = new Schema(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    node: { type: String, required: true },
    address: String,
    sessionId: String,
    isCacheOnly: Boolean,
    at: { type: Date, required: true },
    dueAt: Date,
    tries: { type: Number, required: true },
    doneAt: Date,
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'kicks' },
)
kick.index({ node: 1, dueAt: 1 }).index({ accountId: 1, at: 1 }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const mailClient = new Schema(
  {
    _id: { type: String, required: true },
    address: { type: String, required: true },
    protocol: { type: String, enum: mailProtocols, required: true },
    ip: { type: String, required: true },
    network: { type: String, required: true },
    place,
    lastAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'mailClients' },
)
mailClient.index({ address: 1, lastAt: -1 }).index({ lastAt: 1 }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
