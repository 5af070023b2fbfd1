/** Something with an id, from a list that is sorted by it as MongoDB sorts: text by its bytes, other types before or after all text. */
interface Keyed {
  id: unknown
}

interface Met<L, R> {
  id: unknown
  left: L[]
  right: R[]
}

/** What two sorted lists say of each id, in their order, with no more in memory than the one id. An id that is no text belongs to nothing. */
export async function* mergeById<L extends Keyed, R extends Keyed>(
  left: AsyncIterable<L>,
  right: AsyncIterable<R>,
): AsyncGenerator<Met<L, R>> {
  const [lefts, rights] = [runs(left), runs(right)]
  try {
    let [a, b] = [await lefts.next(), await rights.next()]
    while (!a.done || !b.done) {
      const order = a.done ? 1 : b.done ? -1 : compare(a.value.id, b.value.id)
      yield {
        id: order <= 0 ? a.value!.id : b.value!.id,
        left: order <= 0 ? a.value!.all : [],
        right: order >= 0 ? b.value!.all : [],
      }
      if (order <= 0) a = await lefts.next()
      if (order >= 0) b = await rights.next()
    }
  } finally {
    await Promise.all([lefts.return(undefined), rights.return(undefined)])
  }
}

function compare(a: unknown, b: unknown): number {
  if (typeof a !== 'string') return -1
  if (typeof b !== 'string') return 1
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** Neighbours of one id together. */
async function* runs<T extends Keyed>(all: AsyncIterable<T>): AsyncGenerator<{ id: unknown; all: T[] }, undefined> {
  let run: { id: unknown; all: T[] } | undefined
  for await (const one of all) {
    if (run && one.id === run.id) run.all.push(one)
    else {
      if (run) yield run
      run = { id: one.id, all: [one] }
    }
  }
  if (run) yield run
  return undefined
}
