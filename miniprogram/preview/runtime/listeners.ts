/** The `wx.onX` and `wx.offX` pairs. */
export interface Listeners {
  fire(event: string, value?: unknown): void
  /** `onX` and `offX` for every name, such as `ThemeChange`. */
  apis(events: readonly string[]): Record<string, (listener?: Listener) => void>
}

type Listener = (value: unknown) => void

export function createListeners(): Listeners {
  const known = new Map<string, Set<Listener>>()
  const of = (event: string): Set<Listener> => {
    const found = known.get(event) ?? new Set()
    known.set(event, found)
    return found
  }
  return {
    fire: (event, value) => of(event).forEach((listener) => listener(value)),
    apis: (events) =>
      Object.fromEntries(
        events.flatMap((event) => [
          [`on${event}`, (listener?: Listener) => void (listener && of(event).add(listener))],
          [`off${event}`, (listener?: Listener) => void (listener ? of(event).delete(listener) : of(event).clear())],
        ]),
      ),
  }
}
