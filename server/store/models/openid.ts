// Collections of the OpenID door.
import { Schema } from 'mongoose'
import { options } from './parts.ts'

export const openidRow = new Schema(
  {
    _id: { type: String, required: true },
    payload: { type: String, required: true },
    grantId: String,
    accountId: String,
    usedAt: Date,
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'openid' },
)
openidRow
  .index({ grantId: 1 }, { sparse: true })
  .index({ accountId: 1 }, { sparse: true })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 })

export const openidKey = new Schema(
  {
    _id: { type: String, required: true },
    period: { type: Number, required: true },
    sealed: { type: String, required: true, select: false },
    expiresAt: { type: Date, required: true },
  },
  { ...options, collection: 'openidKeys' },
)
openidKey.index({ period: 1 }).index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
