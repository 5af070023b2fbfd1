import { Fault } from '../ask.ts'
import type { Wire } from './wire.ts'

/** What a tagged reply says: its condition, its code (RFC 5530) if there is one, and the whole line. */
export interface Reply {
  is: 'OK' | 'NO' | 'BAD'
  code: string
  line: string
  /** The untagged lines before it. */
  before: string[]
}

/** The greeting, before which nothing is sent. @throws Fault when the server is not ready, or takes us for somebody already. */
export async function greeted(wire: Wire): Promise<void> {
  if (!/^\* OK\b/i.test(await wire.line())) throw new Fault('greeting')
}

let serial = 0

/** One command. @param parts each but the first is sent when the server asks for it (RFC 9051 §4.3, §6.2.2). @throws Fault. */
export async function command(wire: Wire, ...parts: readonly (string | Buffer)[]): Promise<Reply> {
  const tag = `a${(serial += 1)}`
  const left = parts.map((part) => Buffer.concat([Buffer.from(part), Buffer.from('\r\n')]))
  wire.send(Buffer.concat([Buffer.from(`${tag} `), left.shift() ?? Buffer.from('')]))
  const before: string[] = []
  for (;;) {
    const line = await wire.line()
    const [, is, code = ''] = new RegExp(`^${tag} (OK|NO|BAD)\\b(?: \\[([^\\] ]+))?`, 'i').exec(line) ?? []
    if (is) return { is: is.toUpperCase() as Reply['is'], code: code.toUpperCase(), line, before }
    if (/^\* BYE\b/i.test(line)) throw new Fault('bye', line)
    if (!line.startsWith('+')) before.push(line)
    else if (left.length > 0) wire.send(left.shift()!)
    else throw new Fault('answer')
  }
}

/** @returns in capitals. */
export async function capabilities(wire: Wire): Promise<Set<string>> {
  const { before } = await command(wire, 'CAPABILITY')
  const [, listed = ''] = before.map((line) => /^\* CAPABILITY (.*)$/i.exec(line)).find(Boolean) ?? []
  return new Set(listed.toUpperCase().split(' '))
}

/** RFC 2971. What it holds has neither quotes nor backslashes. */
export const identify = (wire: Wire, fields: Readonly<Record<string, string>>) =>
  command(
    wire,
    `ID (${Object.entries(fields)
      .map(([name, value]) => `"${name}" "${value}"`)
      .join(' ')})`,
  )

const literal = (text: string) => `{${Buffer.byteLength(text)}}`

/** The password, in a form in which any byte but NUL can travel. @throws Fault when the server takes none of ours. */
export function login(wire: Wire, can: ReadonlySet<string>, user: string, password: string): Promise<Reply> {
  const plain = Buffer.from(`\0${user}\0${password}`).toString('base64')
  if (can.has('AUTH=PLAIN') && can.has('SASL-IR')) return command(wire, `AUTHENTICATE PLAIN ${plain}`)
  if (can.has('AUTH=PLAIN')) return command(wire, 'AUTHENTICATE PLAIN', plain)
  if (can.has('LOGINDISABLED')) throw new Fault('mechanism')
  return command(wire, `LOGIN ${literal(user)}`, `${user} ${literal(password)}`, password)
}

/** RFC 5530: the server cannot say now whether the password is right; RFC 2221: another one could. */
const temporary = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'CONTACTADMIN', 'PRIVACYREQUIRED', 'REFERRAL'])

/** @returns whether the password is right: a NO without such a code says that it is not. @throws Fault when the reply says nothing about it. */
export function isTaken({ is, code, line }: Reply): boolean {
  if (is === 'OK') return true
  if (is === 'NO' && !temporary.has(code)) return false
  throw new Fault(is === 'NO' ? code : 'bad', line)
}
