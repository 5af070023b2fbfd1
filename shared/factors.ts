// The catalogue of factors, in the order every list shows them (spec §2). Nothing here is secret or clever: it is what both sides must name alike.
export const factors = {
  email: { send: 'on-click', countsAsFactor: true },
  wechat: { send: 'never', countsAsFactor: true },
  sms: { send: 'on-open', countsAsFactor: true },
  totp: { send: 'never', countsAsFactor: true },
} as const

export type FactorKind = keyof typeof factors
export const factorKinds = Object.keys(factors) as [FactorKind, ...FactorKind[]]

/** Why a challenge was begun. Decided by the server, never by a client. */
export const purposes = ['login', 'bind', 'unbind', 'rebind'] as const
export type Purpose = (typeof purposes)[number]

/** What a stored challenge can be. `expired` is a fact about the clock and never stored. */
export const statuses = ['pending', 'scanned', 'approved', 'denied', 'redeemed'] as const
export type Status = (typeof statuses)[number]

/** Why a challenge ended as `denied`. */
export const denials = ['refused', 'reported', 'wrong-number'] as const
export type Denial = (typeof denials)[number]

/** What speaks against a scan (spec R16); its grade is how many of these hold. */
export const doubts = ['new-browser', 'other-province', 'other-operator', 'picture'] as const
export type Doubt = (typeof doubts)[number]

/** Entry scenes of WeChat that mean "the camera read it": scan, mini-program code. */
export const cameraScenes: readonly number[] = [1011, 1047]
/** A picture was read, not a screen: long-press and album, of a link or a mini-program code. */
export const pictureScenes: readonly number[] = [1012, 1013, 1048, 1049]
