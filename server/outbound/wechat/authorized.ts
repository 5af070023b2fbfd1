import { Refusal } from './errors.ts'
import type { Outgoing, Send } from './http.ts'
import { withPatience } from './patience.ts'
import type { Tokens } from './token.ts'

const tokenErrors = new Set([40001, 40014, 42001])
const isTokenError = (error: unknown) => error instanceof Refusal && tokenErrors.has(error.errcode)

/** Sends with an access token and reads the answer; a refused token is replaced and the request repeated, once. */
export type Authorized = <T>(outgoing: Outgoing, read: (bytes: Buffer) => T, signal: AbortSignal) => Promise<T>

export function createAuthorized(send: Send, tokens: Tokens): Authorized {
  return async (outgoing, read, signal) => {
    const ask = (token: string) =>
      withPatience(signal, async () =>
        read(await send({ ...outgoing, query: { ...outgoing.query, access_token: token } }, signal)),
      )
    const token = await tokens.get()
    try {
      return await ask(token)
    } catch (error) {
      if (!isTokenError(error)) throw error
      tokens.drop(token)
      return ask(await tokens.get())
    }
  }
}
