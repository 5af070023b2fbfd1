import type { Branding } from '../../shared/branding.ts'
import type { MailProtocol } from '../../shared/mail-protocols.ts'
import type { AddressList } from './client-address.ts'
import type { Directory } from './directory.ts'
import type { Factors } from './factor.ts'
import type { Keys } from './keys.ts'
import type { Places } from './place.ts'
import type { Mailer, Texter } from './outbound.ts'
import type { Accounts, Audit, Counters, Notices, Phones, Sessions } from './stores.ts'
import type { MailNodes } from './kick.ts'
import type { MailClients, MailSessions } from './mail-stores.ts'
import type { OpenidKeys, OpenidRows } from './openid-stores.ts'
import type { Wechat } from './wechat.ts'

/** Everything the domain works with; app.ts puts it together. */
export interface Services {
  accounts: Accounts
  sessions: Sessions
  phones: Phones
  counters: Counters
  audit: Audit
  notices: Notices
  mailSessions: MailSessions
  mailClients: MailClients
  mailNodes: MailNodes
  openid: OpenidRows
  openidKeys: OpenidKeys
  keys: Keys
  factors: Factors
  directory: Directory
  wechat: Wechat
  /** null: the operator has set up none, and what needs it is not offered. */
  mailer: Mailer | null
  texter: Texter | null
  places: Places
  settings: Settings
  now(): Date
}

export interface ClientServer {
  protocol: MailProtocol
  host: string
  port: number
  security: 'tls' | 'starttls'
}

export interface Settings {
  /** https://mail.example.edu.cn, without a slash at the end. */
  publicUrl: string
  webmailUrl: string | null
  branding: Branding
  /** The mail domains of this system. */
  mailDomains: string[]
  /** How many SMS the money of a day buys (spec R6). */
  smsPerDay: number
  /** link: an ordinary link in the QR; wxacode: a mini-program code drawn by WeChat. */
  qrMode: 'link' | 'wxacode'
  /** grade: a doubtful sign-in ends with the two digits; strict: a doubtful scan is refused (spec R16). */
  scanPolicy: 'grade' | 'strict'
  /** observe: mail doors refuse nothing. */
  doorMode: 'observe' | 'enforce'
  /** Where webmails ask the mail servers from: what they are given is good only there, and nobody's app password is. */
  webmailNetworks: AddressList
  /** What mail clients are set up with. */
  clientServers: ClientServer[]
  /** Where the mailbox password is changed; null when people have to call. */
  passwordUrl: string | null
  /** How long a failed password answer takes at least; 0 where the directory does the same work for every address (spec R9). */
  failedLoginMs: number
  /** How long an answer to a send takes at least, so that a message that was held back looks like one that left (P08). */
  sendAnswersMs: number
}
