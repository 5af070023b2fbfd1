import { type PhoneLog, plainCopy } from './log.ts'

interface Answer {
  errMsg: string
  [field: string]: unknown
}

export interface CallOptions {
  success?: (answer: Answer) => void
  fail?: (answer: Answer) => void
  complete?: (answer: Answer) => void
}

/** How an API says no: `errMsg` becomes `name:fail message`. */
export class WxFailure extends Error {
  readonly errno: number | undefined
  constructor(message: string, errno?: number) {
    super(message)
    this.errno = errno
  }
}

const failAnswer = (name: string, error: unknown): Answer => ({
  errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}`,
  ...(error instanceof WxFailure && error.errno !== undefined ? { errno: error.errno } : {}),
})

/** Told like the client tells it: by the callbacks when there is any, by a promise when there is none. */
export function settle(name: string, options: CallOptions, outcome: Promise<object | void>): Promise<Answer> | void {
  const tell = (kind: 'success' | 'fail', answer: Answer): void => {
    options[kind]?.(answer)
    options.complete?.(answer)
  }
  const done = outcome.then(
    (fields) => ({ isGood: true, answer: { ...fields, errMsg: `${name}:ok` } as Answer }),
    (error: unknown) => ({ isGood: false, answer: failAnswer(name, error) }),
  )
  if (!options.success && !options.fail && !options.complete)
    return done.then(({ isGood, answer }) => (isGood ? answer : Promise.reject(answer)))
  // In a task of its own: an error thrown by a callback is the app's, not ours.
  void done.then(({ isGood, answer }) => setTimeout(tell, 0, isGood ? 'success' : 'fail', answer))
}

export type AsyncApi = <Options extends object>(
  name: string,
  run: (options: Options) => object | void | Promise<object | void>,
) => (options?: Options & CallOptions) => Promise<Answer> | void

/** Makes the usual `wx.name({ …, success, fail, complete })`, logged. */
export const createAsyncApi =
  (log: PhoneLog): AsyncApi =>
  (name, run) =>
  (options) => {
    log.add({ kind: 'wx', name, args: plainCopy(options) })
    const given = options ?? ({} as NonNullable<typeof options>)
    return settle(name, given, (async () => run(given))())
  }
