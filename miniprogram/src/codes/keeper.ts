import { CallError } from '../../../shared/client.ts'
import { limits } from '../../../shared/limits.ts'
import type { Call, Vault } from '../session/session.ts'
import { Store } from '../store.ts'
import { type Mailbox, needsMore } from './clock.ts'

export interface Codes {
  /** null: never heard from the server. */
  mailboxes: Mailbox[] | null
  /** Server's clock minus this phone's, milliseconds. */
  offset: number
  /** Why the last question had no good answer. */
  trouble: CallError['code'] | null
}

interface Kept {
  mailboxes: Mailbox[]
  offset: number
  /** This phone's clock when it was kept. */
  at: number
}

export interface KeeperParts {
  call: Call
  vault: Vault
  now: () => number
}

const key = 'codes'

/** The codes on this phone: asked for in time, kept for a start without network, gone with the next answer that lacks their mailbox. */
export class CodesKeeper {
  readonly codes = new Store<Codes>({ mailboxes: null, offset: 0, trouble: null })
  readonly #parts: KeeperParts
  #flight: Promise<void> | undefined
  #askedAt = -Infinity

  constructor(parts: KeeperParts) {
    this.#parts = parts
  }

  /** Shows what was kept, then asks. */
  async open(): Promise<void> {
    if (this.codes.get().mailboxes === null) await this.#recall()
    await this.refresh()
  }

  refresh(): Promise<void> {
    this.#flight ??= this.#ask().finally(() => {
      this.#flight = undefined
    })
    return this.#flight
  }

  /** Every second while the codes are seen. */
  tick(): void {
    const { mailboxes, offset, trouble } = this.codes.get()
    const now = this.#parts.now()
    if (now - this.#askedAt < limits.codesRetryEvery) return
    if (trouble === 'offline' || (trouble === null && mailboxes && needsMore(mailboxes, now + offset)))
      void this.refresh()
  }

  async #recall(): Promise<void> {
    const kept = await this.#parts.vault.read<Kept>(key)
    // A clock that went back since then would show codes of the wrong time.
    if (!kept || kept.at > this.#parts.now()) return
    this.codes.set({ mailboxes: kept.mailboxes, offset: kept.offset, trouble: null })
  }

  async #ask(): Promise<void> {
    const sentAt = this.#parts.now()
    this.#askedAt = sentAt
    try {
      const { mailboxes, now } = await this.#parts.call('GET /api/phone/codes')
      const at = this.#parts.now()
      // The answer was made about half way between question and arrival.
      const offset = Date.parse(now) - (sentAt + at) / 2
      this.codes.set({ mailboxes, offset, trouble: null })
      await this.#parts.vault.write(key, { mailboxes, offset, at } satisfies Kept)
    } catch (error) {
      const trouble = error instanceof CallError ? error.code : 'internal'
      this.codes.set({ ...this.codes.get(), trouble })
    }
  }
}
