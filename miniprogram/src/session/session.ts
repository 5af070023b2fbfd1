import type { Output } from '../../../shared/api/contract.ts'
import { CallError, createClient } from '../../../shared/client.ts'
import { limits } from '../../../shared/limits.ts'

export type Call = ReturnType<typeof createClient>
type Tokens = Output<'POST /api/phone/session'>

/** Encrypted storage of this phone; it never fails. */
export interface Vault {
  /** A lost or broken value is undefined. */
  read<T>(key: string): Promise<T | undefined>
  /** A phone without room forgets when the mini-program is closed. */
  write(key: string, value: unknown): Promise<void>
}

export interface SessionParts {
  /** Resolves for every HTTP status; rejects when there was no answer. */
  send: (request: Request) => Promise<{ status: number; body: unknown }>
  /** A fresh wx.login code. Rejects with CallError. */
  login: () => Promise<string>
  vault: Vault
  /** A random text that names this installation. */
  newInstallation: () => Promise<string>
  /** This phone's clock, milliseconds. */
  now: () => number
}

export interface Request {
  method: string
  path: string
  body: unknown
  token?: string
}

interface Kept {
  token: string
  /** By this phone's clock, milliseconds. */
  until: number
  refresh: string
}

const sessionKey = 'session'
const installationKey = 'installation'
const isCode = (error: unknown, code: CallError['code']) => error instanceof CallError && error.code === code

/** The session of this WeChat and installation: opened silently, renewed without WeChat, never asked for twice at a time. */
class PhoneSession {
  readonly #parts: SessionParts
  readonly #anonymous: Call
  #kept: Kept | undefined
  #flight: Promise<Kept> | undefined

  constructor(parts: SessionParts) {
    this.#parts = parts
    this.#anonymous = createClient(parts.send)
  }

  /** A live token. @param refused the one that the server did not take. */
  current(refused?: string): Promise<Kept> {
    this.#flight ??= this.#obtain(refused).finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  async #obtain(refused: string | undefined): Promise<Kept> {
    this.#kept ??= await this.#parts.vault.read<Kept>(sessionKey)
    if (!this.#kept) return this.#open()
    const isLive = this.#kept.until - limits.phoneTokenMargin > this.#parts.now()
    if (isLive && this.#kept.token !== refused) return this.#kept
    return this.#renew(this.#kept).catch((error: unknown) => {
      if (isCode(error, 'phone.session')) return this.#open()
      throw error
    })
  }

  /** When no answer comes the old text stays: the server takes it until it has seen the new one. */
  async #renew({ refresh }: Kept): Promise<Kept> {
    return this.#keep(await this.#anonymous('POST /api/phone/session/renew', { input: { refresh } }))
  }

  async #open(): Promise<Kept> {
    const installation = await this.#installation()
    const post = async () => {
      const input = { code: await this.#parts.login(), installation }
      return this.#anonymous('POST /api/phone/session', { input })
    }
    const tokens = await post().catch((error: unknown) => {
      if (isCode(error, 'wechat.code')) return post()
      throw error
    })
    return this.#keep(tokens)
  }

  /** Stored before it is used: a new text that were seen by the server and then lost here would be a lost session. */
  async #keep({ token, tokenUntil, refresh, now }: Tokens): Promise<Kept> {
    const until = this.#parts.now() + Date.parse(tokenUntil) - Date.parse(now)
    this.#kept = { token, until, refresh }
    await this.#parts.vault.write(sessionKey, this.#kept)
    return this.#kept
  }

  async #installation(): Promise<string> {
    const known = await this.#parts.vault.read<string>(installationKey)
    if (known) return known
    const made = await this.#parts.newInstallation()
    await this.#parts.vault.write(installationKey, made)
    return made
  }
}

/** @returns a call that carries the phone's session; a refused token is renewed once and the call repeated. Throws CallError. */
export function createSessionCall(parts: SessionParts): Call {
  const session = new PhoneSession(parts)
  const call = async (...given: unknown[]): Promise<unknown> => {
    const attempt = ({ token }: Kept) => {
      const client = createClient((request) => parts.send({ ...request, token })) as (
        ...given: unknown[]
      ) => Promise<unknown>
      return client(...given)
    }
    const kept = await session.current()
    return attempt(kept).catch(async (error: unknown) => {
      if (!isCode(error, 'phone.session')) throw error
      return attempt(await session.current(kept.token))
    })
  }
  // Its types are the client's: the arguments are only passed on.
  return call as Call
}
