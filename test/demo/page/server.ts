import type { Entered } from '../../standins/wechat/scan.ts'
import type { DemoState, PhoneName } from '../state.ts'

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init)
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as T
}

const post = <T>(path: string, body: unknown = {}): Promise<T> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export interface Sight {
  link: string
  entered: Entered | { opensWeb: true }
}

/** The console's server, which asks the stand-ins and the product. Rejects when it is gone. */
export const server = {
  state: () => ask<DemoState>('/state'),
  login: (phone: PhoneName) => post<{ code: string }>(`/phones/${phone}/login`),
  /** null: no QR is to be seen. */
  scan: (phone: PhoneName) => post<Sight | null>(`/phones/${phone}/scan`),
  subscribe: (phone: PhoneName, templateIds: string[]) => post(`/phones/${phone}/subscribe`, templateIds),
  clear: () => post('/outbox/clear'),
}
