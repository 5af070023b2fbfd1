import { z } from 'zod'
import { readBy, readServer, type ServerAddress } from './server-field.ts'

export interface MailConfig {
  server: ServerAddress & { login: { user: string; password: string } | null }
  from: { name: string; address: string }
}

const ports = { 'smtps:': 465, 'smtp:': 587 }

/** @returns undefined for what is no address of a mail server: scheme, host, port and login, nothing more. */
function readMailServer(text: string): MailConfig['server'] | undefined {
  const read = readServer(text, ports)
  if (!read || (read.username === '') !== (read.password === '')) return undefined
  const { server, username, password } = read
  const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) }
  return { ...server, login: username === '' ? null : login }
}

const addressee = /^(?:"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>|([^<>\s]+))$/u
const address = z.email().max(254)

/** 名称 <noreply@example.edu.cn>, or the address alone. */
function readFrom(text: string): MailConfig['from'] | undefined {
  const [, name = '', bracketed, alone] = addressee.exec(text.trim()) ?? []
  const given = address.safeParse(bracketed ?? alone)
  return given.success ? { name: name.trim(), address: given.data } : undefined
}

/** A login whose percent signs are none (RFC 3986 §2.1) is no address either. */
function readServerOrNothing(text: string) {
  try {
    return readMailServer(text)
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
