import type { Handlers } from '../mount.ts'

/** The handlers of the contract's entries under some first words of their paths. */
export type Routes<Part extends string> = {
  [
    K in keyof Handlers as K extends `${string} /api/${Part}` | `${string} /api/${Part}/${string}` ? K : never
  ]: Handlers[K]
}
