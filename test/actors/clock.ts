/** A clock that tests move. */
export function createClock() {
  let ahead = 0
  return {
    now: () => new Date(Date.now() + ahead),
    advance(ms: number) {
      ahead += ms
    },
  }
}

export type Clock = ReturnType<typeof createClock>
