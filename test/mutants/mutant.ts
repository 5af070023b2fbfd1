/** One guard, taken out: what is found in the file, what stands there instead, and the tests that must not stand it. */
export interface Mutant {
  guard: string
  file: string
  text: string
  becomes: string
  /** How often the text is there; each one is replaced. */
  times: number
  /** Test files. */
  red: readonly string[]
}

/** @param red test files, without `test/` and `.test.ts`. */
export const cut =
  (file: string, times = 1) =>
  (guard: string, text: string, becomes: string, ...red: readonly string[]): Mutant => ({
    guard,
    file,
    text,
    becomes,
    times,
    red: red.map((name) => `test/${name}.test.ts`),
  })

/** @returns the source without the guard. @throws Error when the text is not there as often as it should be. */
export function mutate(source: string, { guard, file, text, becomes, times }: Mutant): string {
  const parts = source.split(text)
  const found = parts.length - 1
  if (found !== times) throw new Error(`${guard}: ${file} has ${found} times, not ${times}: ${text}`)
  return parts.join(becomes)
}
