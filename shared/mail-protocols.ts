// How a mail client signs in. What an app password may be limited to.
export const mailProtocols = ['imap', 'pop3', 'smtp'] as const
export type MailProtocol = (typeof mailProtocols)[number]

/** client: one mail client; machine: a printer or a script, SMTP from its networks only. */
export const appPasswordKinds = ['client', 'machine'] as const
export type AppPasswordKind = (typeof appPasswordKinds)[number]

/** How long an app password is good, as the page offers it. */
export const appPasswordLives = ['unlimited', 'quarter', 'year'] as const
export type AppPasswordLife = (typeof appPasswordLives)[number]
