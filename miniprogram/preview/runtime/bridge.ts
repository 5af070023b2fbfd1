import type { PhoneSettings, ScanAnswer } from './settings.ts'

type Bridge = Pick<PhoneSettings, 'login' | 'scan' | 'subscribe'>

/**
 * What WeChat's servers and the phone's camera do, asked of an HTTP service: POST {url}/login, /scan and, if it
 * cares to know, /subscribe. The body is `{ phone }`, with `templateIds` for the last.
 */
export function createBridge(url: string | undefined, phone: string): Bridge {
  async function ask<T>(order: string, body: object = {}): Promise<T> {
    if (!url) throw new Error('this phone has no bridge')
    const headers = { 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ phone, ...body }) }
    const response = await fetch(`${url.replace(/\/$/, '')}/${order}`, init)
    if (!response.ok) throw new Error(`bridge answered ${response.status}`)
    return (await response.json()) as T
  }
  return {
    login: () => ask<{ code: string }>('login'),
    scan: () => ask<ScanAnswer>('scan'),
    subscribe: url ? (templateIds) => ask('subscribe', { templateIds }) : undefined,
  }
}
