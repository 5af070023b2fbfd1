import { Agent, request } from 'node:http'

/** Connections to doors are kept, as Dovecot does. */
const agent = new Agent({ keepAlive: true })

export interface Question {
  door: { url: string; key: string }
  user: string
  password: string
  ip?: string
}

/** What dovecot/second-step.lua asks, without Dovecot. @returns the status. */
export function askDoor({ door, user, password, ip = '203.0.113.9' }: Question): Promise<number> {
  const headers = { Authorization: `Bearer ${door.key}`, 'Content-Type': 'application/json' }
  const password64 = Buffer.from(password).toString('base64')
  return new Promise((resolve, reject) => {
    const asked = request(`${door.url}/doors/dovecot`, { method: 'POST', agent, headers }, (answer) =>
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0)),
    )
    asked.once('error', reject)
    asked.end(JSON.stringify({ user, password64, protocol: 'imap', ip }))
  })
}

export const hangUp = () => agent.destroy()
