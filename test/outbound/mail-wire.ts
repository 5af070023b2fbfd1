import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'

/** The stand-in's wire, spoken to directly. Each text is sent when the one before was answered. @returns the replies, greeting first. */
export async function speak(port: number, said: readonly string[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  // A reply of several lines counts as its last one (RFC 5321 §4.2.1).
  const lines = createInterface({ input: socket })
  const replies: string[] = []
  const left = [...said]
  lines.on('line', (line) => {
    if (!/^\d{3}( |$)/.test(line)) return
    replies.push(line)
    const next = left.shift()
    if (next === undefined) socket.end()
    else socket.write(Buffer.from(`${next}\r\n`, 'latin1'))
  })
  await once(socket, 'close')
  return replies
}

export const hello = ['EHLO client.example.org', 'MAIL FROM:<>'] as const
export const envelope = [...hello, 'RCPT TO:<a@example.org>', 'DATA'] as const

export const header = {
  Date: 'Sun, 01 Mar 2026 03:12:00 +0800',
  From: 'noreply@cqu.edu.cn',
  'Message-ID': '<1@cqu.edu.cn>',
  Subject: 'one',
} as const

/** A whole mail, ready to follow DATA. @param changes null takes a field away. */
export function letter(changes: Record<string, string | null> = {}, body = 'text'): string {
  const fields = Object.entries({ ...header, ...changes }).filter(([, value]) => value !== null)
  return [...fields.map(([name, value]) => `${name}: ${value}`), '', body, '.'].join('\r\n')
}
