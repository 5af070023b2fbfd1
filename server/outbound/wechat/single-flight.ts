/** Callers with the same key at the same time share one run; nothing is remembered afterwards. */
export function shareConcurrent<T>(run: (key: string) => Promise<T>) {
  const flights = new Map<string, Promise<T>>()
  return (key: string): Promise<T> => {
    const underWay = flights.get(key)
    if (underWay) return underWay
    const flight = run(key).finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }
}
