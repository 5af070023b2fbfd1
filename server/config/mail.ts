import { z } from 'zod'
import { isLoopback } from './loopback.ts'

export interface MailConfig {
  server: {
    host: string
    port: number
    isTls: boolean
    /** R14: what is not on this machine is never spoken to in the clear, whatever PUBLIC_URL says. */
    mustUpgrade: boolean
    login: { user: string; password: string } | null
  }
  from: { name: string; address: string }
}

const ports: Readonly<Record<string, number>> = { 'smtps:': 465, 'smtp:': 587 }

/** @returns undefined for what is no address of a mail server: scheme, host, port and login, nothing more. */
function readServer(text: string): MailConfig['server'] | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const { protocol, hostname, port, username, password, pathname, search, hash } = url
  const standard = ports[protocol]
  const isPlain = hostname !== '' && ['', '/'].includes(pathname) && search === '' && hash === ''
  if (standard === undefined || !isPlain || (username === '') !== (password === '')) return undefined
  const isTls = protocol === 'smtps:'
  return {
    // A host of IPv6 stands in brackets in a URL only.
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || standard),
    isTls,
    mustUpgrade: !isTls && !isLoopback(text),
    login: username === '' ? null : { user: decodeURIComponent(username), password: decodeURIComponent(password) },
  }
}

const addressee = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>\s]+))$/u
const address = z.email().max(254)

/** 名称 <noreply@example.edu.cn>, or the address alone. */
function readFrom(text: string): MailConfig['from'] | undefined {
  const [, name = '', bracketed, alone] = addressee.exec(text.trim()) ?? []
  const given = address.safeParse(bracketed ?? alone)
  return given.success ? { name: name.trim(), address: given.data } : undefined
}

/** A field read whole: what it is not is said without repeating it, for it may hold a password. */
const readBy = <T>(read: (text: string) => T | undefined, message: string) =>
  z
    .string()
    .transform((text, context) => {
      const value = read(text)
      if (value !== undefined) return value
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
    .optional()

/** A login whose percent signs are none (RFC 3986 §2.1) is no address either. */
function readServerOrNothing(text: string) {
  try {
    return readServer(text)
  } catch {
    return undefined
  }
}

export const mailFields = {
  SMTP_URL: readBy(readServerOrNothing, 'must be smtps://user:password@host:465 or smtp://host:587'),
  MAIL_FROM: readBy(readFrom, 'must be 名称 <noreply@example.edu.cn>'),
}
const names = Object.keys(mailFields)

/** One is nothing without the other. @param given what is set, right or wrong. */
export const mailFaults = (given: Record<string, unknown>): string[] => {
  const missing = names.filter((name) => !(name in given))
  return missing.length === 1 ? [`${missing[0]} is not set; mail needs both ${names.join(' and ')}`] : []
}

type Fields = { [Name in keyof typeof mailFields]?: z.output<(typeof mailFields)[Name]> }

/** null: no mail leaves, and the backup mail is not offered. */
export const mailConfig = ({ SMTP_URL: server, MAIL_FROM: from }: Fields): MailConfig | null =>
  server && from ? { server, from } : null
