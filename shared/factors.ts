// The catalogue of factors, in the order every list shows them (spec §2). Nothing here is secret or clever: it is what both sides must name alike.
// `send`: when a code leaves for it; `target`: what is typed to bind it; `code`: what is typed to prove it; `isMethod`: people bind it themselves.
export const factors = {
  email: { send: 'on-click', target: 'address', code: 'digits', countsAsFactor: true, isMethod: true },
  wechat: { send: 'never', target: null, code: 'digits', countsAsFactor: true, isMethod: true },
  sms: { send: 'on-open', target: 'number', code: 'digits', countsAsFactor: true, isMethod: true },
  totp: { send: 'never', target: null, code: 'digits', countsAsFactor: true, isMethod: true },
  recovery: { send: 'never', target: null, code: 'letters', countsAsFactor: false, isMethod: false },
  helpdesk: { send: 'never', target: null, code: 'letters', countsAsFactor: true, isMethod: false },
} as const

export type FactorKind = keyof typeof factors
export const factorKinds = Object.keys(factors) as [FactorKind, ...FactorKind[]]

/** Those that people bind, change and unbind. */
export const methodKinds = factorKinds.filter((kind) => factors[kind].isMethod)

/** Why a challenge was begun. Decided by the server, never by a client. */
export const purposes = ['login', 'prove', 'bind', 'unbind', 'rebind'] as const
export type Purpose = (typeof purposes)[number]

/** prove: a binding of the account answers; bind: the new one does. A rebind has both, in this order. */
export const stages = ['prove', 'bind'] as const
export type Stage = (typeof stages)[number]

/** What became of a message with a code: on its way, accepted by the provider, refused, or without an answer in time. */
export const deliveries = ['sending', 'sent', 'failed', 'unknown'] as const
export type DeliveryState = (typeof deliveries)[number]

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

/** How a sign-in ended, for 登录记录. */
export const signInResults = ['ok', 'wrong-code', 'wrong-password', 'refused'] as const
export type SignInResult = (typeof signInResults)[number]
