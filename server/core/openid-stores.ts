// What store/ implements for the OpenID door.

/** What the door keeps of one request, code, token or grant. Its own text is nowhere: only the keyed hash. */
export interface OpenidRow {
  /** Keyed hash over kind and text. */
  mark: string
  payload: string
  /** The grant that it came of, to be revoked with it. */
  grantId: string | null
  /** Whose it is, once that is known. */
  accountId: string | null
  expiresAt: Date
}

export interface OpenidRows {
  /** In place of what is there. */
  put(row: OpenidRow): Promise<void>
  find(marks: readonly string[], now: Date): Promise<(OpenidRow & { usedAt: Date | null }) | null>
  /** Once: of many at the same time one gets true. */
  use(marks: readonly string[], now: Date): Promise<boolean>
  remove(marks: readonly string[]): Promise<void>
  removeGrant(grantId: string): Promise<void>
}

/** A key that signs for a period. */
export interface OpenidKey {
  /** 227.k1: the period, and the master key that seals it. */
  id: string
  period: number
  /** The private JWK (RFC 7517). */
  sealed: string
  expiresAt: Date
}

export interface OpenidKeys {
  /** Those of these periods. */
  list(periods: readonly number[]): Promise<OpenidKey[]>
  /** @returns false when there is one of this id. */
  add(key: OpenidKey): Promise<boolean>
}
