const base = '/openid'

/** Where the door is, under PUBLIC_URL. Beside these: /.well-known/openid-configuration. */
export const paths = {
  provider: {
    authorization: `${base}/auth`,
    token: `${base}/token`,
    userinfo: `${base}/userinfo`,
    jwks: `${base}/jwks`,
    revocation: `${base}/revoke`,
  },
  discovery: '/.well-known/openid-configuration',
  /** The cookie of the request has this path: another browser does not have it (Q17). */
  continue: (uid: string) => `${base}/continue/${uid}`,
  client: (uid: string) => `${base}/client/${uid}`,
  end: `${base}/end`,
  signedOut: (uid: string) => `${base}/signed-out/${uid}`,
  mailPassword: `${base}/mail-password`,
} as const

/** oidc-provider's own text of a request. */
export const uid = /^[\w-]{43}$/
