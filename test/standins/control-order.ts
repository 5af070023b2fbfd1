/** One order to a stand-in's control listener, in this process or another. @throws Error with its own words when it refuses. */
export type Order = <T>(method: string, path: string, body?: object) => Promise<T>

export function createOrder(controlUrl: string): Order {
  return async <T>(method: string, path: string, body?: object) => {
    const headers = { 'content-type': 'application/json' }
    const init = method === 'POST' ? { method, headers, body: JSON.stringify(body ?? {}) } : { method }
    const response = await fetch(`${controlUrl}/__ctl${path}`, init)
    const value: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${(value as { error: string }).error}`)
    return value as T
  }
}

/** `?name=value`, or nothing. */
export const filterBy = (name: string, value?: string) =>
  value === undefined ? '' : `?${name}=${encodeURIComponent(value)}`
