import type { Entered } from '../../standins/wechat/scan.ts'
import type { DemoState, PhoneName } from '../state.ts'

async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()) as T
}

export interface Sight {
  link: string
  entered: Entered | { opensWeb: true }
}

/** The console's server, which asks the stand-ins and the product. Rejects when it is gone. */
export const server = {
  state: async (): Promise<DemoState> => (await fetch('/state')).json() as Promise<DemoState>,
  login: (phone: PhoneName) => post<{ code: string }>(`/phones/${phone}/login`),
  /** null: no QR is to be seen. */
  scan: (phone: PhoneName) => post<Sight | null>(`/phones/${phone}/scan`),
  subscribe: (phone: PhoneName, templateIds: string[]) => post(`/phones/${phone}/subscribe`, templateIds),
  clear: () => post('/outbox/clear'),
}
