/** Watches who calls a store. @returns the names of its methods that nobody has called yet: `accounts.change`. */
export function watchCalls(name: string, store: object): Set<string> {
  const uncalled = new Set<string>()
  for (const [method, original] of Object.entries(store) as [string, (...given: unknown[]) => unknown][]) {
    uncalled.add(`${name}.${method}`)
    Object.assign(store, {
      [method]: (...given: unknown[]) => {
        uncalled.delete(`${name}.${method}`)
        return original(...given)
      },
    })
  }
  return uncalled
}
