type Method = (...given: never[]) => Promise<unknown>

/**
 * Makes a race certain: the next `count` calls of this read all get their answer before any of them goes on.
 * @returns puts the method back.
 */
export function readTogether<T extends object>(owner: T, name: keyof T & string, count: number): () => void {
  const target = owner as Record<string, Method>
  const original = target[name]!
  let waiting: (() => void)[] = []
  target[name] = async (...given) => {
    const answer = await original(...given)
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      if (waiting.length < count) return
      waiting.forEach((go) => go())
      waiting = []
    })
    return answer
  }
  return () => {
    target[name] = original
  }
}
