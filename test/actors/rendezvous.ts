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

/**
 * Keeps calls of this method from going on until the returned function is called: what is written meanwhile comes first.
 * @param isMeant which calls; all of them, if absent.
 */
export function holdBack<T extends object>(
  owner: T,
  name: keyof T & string,
  isMeant: (...given: string[]) => boolean = () => true,
): () => void {
  const target = owner as Record<string, (...given: unknown[]) => Promise<unknown>>
  const original = target[name]!
  let go = () => {}
  const gate = new Promise<void>((resolve) => {
    go = resolve
  })
  target[name] = async (...given) => {
    if (isMeant(...(given as string[]))) await gate
    return original(...given)
  }
  return () => {
    target[name] = original
    go()
  }
}
