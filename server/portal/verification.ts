import type { CallError } from '../../shared/client.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Challenge, Session } from './answers.ts'
import { belongsToField } from './facts.ts'
import { Following } from './following.ts'
import { afterGuess, codePromptOf } from './prompts.ts'

/** What the user may do with a challenge, whatever its purpose and stage: a new QR, a message, a typed code, the two digits, the check-box. */
export class Verification extends Following {
  /** Begins with a new challenge, or takes over the one of another tab. */
  start(begin: () => Promise<Challenge>): Promise<void> {
    return this.wish(async () => this.adopt(await begin()))
  }

  /** A new QR. `timer` is counted by the server (limits.ticketRenewalsByTimer). */
  renew(by: 'timer' | 'click'): Promise<void> {
    return this.wish(async () => {
      const id = this.challenge?.id
      if (id === undefined) return
      this.adopt(await this.ports.call('POST /api/challenge/renew', { input: { challenge: id, by } }))
      this.set({ renewedAt: this.ports.now(), strangerAt: null })
    })
  }

  /** @returns what is wrong with the typed code, if that can be corrected. A rest is kept in the prompt, so that it holds wherever that is shown. */
  async answer(kind: FactorKind, code: string): Promise<CallError | undefined> {
    const error = await this.prove((challenge) =>
      this.ports.call('POST /api/challenge/answer', { input: { challenge, kind, code } }),
    )
    if (error && this.challenge) this.set({ challenge: afterGuess(this.challenge, kind, error) })
    return error
  }

  /** @returns what is wrong with the two digits, if that can be corrected; a wrong number ends the challenge. */
  match(number: string): Promise<CallError | undefined> {
    return this.prove((challenge) => this.ports.call('POST /api/challenge/redeem', { input: { challenge, number } }))
  }

  /**
   * Sends a code, one at a time of each kind.
   * @param target where to, for a new binding
   * @returns why nothing was sent, if that can be corrected or waited for; the facts keep it until the next attempt.
   */
  async send(kind: FactorKind, target?: string): Promise<CallError | undefined> {
    if (this.facts.get().sending.includes(kind)) return undefined
    const before = this.sentAt(kind)
    this.note(kind, true, undefined)
    const error = await this.attempt((challenge) =>
      this.ports.call('POST /api/challenge/send', { input: { challenge, kind, target } }),
    )
    const unsent = error?.code === 'offline' && this.sentAt(kind) !== before ? undefined : error
    this.note(kind, false, unsent)
    return unsent
  }

  /** What the check-box 同设备登录免二次验证 says. It says so at once, at whichever method is opened before the server has answered. */
  async wantTrust(wanted: boolean): Promise<void> {
    const trust = { wanted }
    this.set({ trust })
    const trouble = await this.attempt((challenge) =>
      this.ports.call('POST /api/challenge/trust', { input: { challenge, wanted } }),
    )
    if (this.facts.get().trust === trust) this.set({ trust: trouble ? { trouble } : {} })
  }

  private sentAt(kind: FactorKind): string | undefined {
    return codePromptOf(this.challenge, kind)?.sent?.at
  }

  private note(kind: FactorKind, isSending: boolean, unsent: CallError | undefined): void {
    const facts = this.facts.get()
    const others = facts.sending.filter((each) => each !== kind)
    this.set({
      sending: isSending ? [...others, kind] : others,
      unsent: { ...facts.unsent, [kind]: unsent },
    })
  }

  /** What the user asked for waits its turn and is shown as busy. */
  private async wish(action: () => Promise<void>): Promise<void> {
    this.set({ isBusy: true })
    await this.inTurn(action)
    this.set({ isBusy: false })
  }

  private prove(ask: (challenge: string) => Promise<Session>): Promise<CallError | undefined> {
    return this.inTurn(async () => {
      const id = this.challenge?.id
      if (id !== undefined) this.conclude(await ask(id))
    }, belongsToField)
  }

  private attempt(ask: (challenge: string) => Promise<Challenge>): Promise<CallError | undefined> {
    return this.inTurn(async () => {
      const id = this.challenge?.id
      if (id !== undefined) this.adopt(await ask(id))
    }, belongsToField)
  }
}
