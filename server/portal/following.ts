import { CallError } from '../../shared/client.ts'
import type { Challenge, ChallengeNews, Session } from './answers.ts'
import { asCallError, isSessionOver, isStale, nothing, type Facts } from './facts.ts'
import type { Listening } from './news.ts'
import { browserPorts, type Outcome, type Ports } from './ports.ts'
import { createStore } from './store.ts'
import { Turns } from './turns.ts'
import { isNextStage, verdictOn } from './verdict.ts'

const never = () => false

/** One challenge as a page follows it, whatever its purpose: its news, its second stage, the lost answer, its end. */
export class Following {
  readonly facts = createStore<Facts>(nothing)
  protected readonly ports: Ports
  private readonly outcome: Outcome
  private readonly turns = new Turns()
  private stream: Listening | undefined
  private isClosed = false

  constructor(outcome: Outcome, ports: Ports = browserPorts) {
    this.outcome = outcome
    this.ports = ports
  }

  /** The challenge of an answer is the present one; a new one has a stream of its own. */
  adopt(next: Challenge): void {
    if (this.isClosed) return
    const isNew = this.challenge?.id !== next.id
    this.take(next)
    this.set({ problem: null, isReplaced: false, ...(isNew && { unsent: {}, trust: {} }) })
    if (isNew) this.listen()
  }

  close(): void {
    this.isClosed = true
    this.stream?.stop()
  }

  protected get challenge(): Challenge | null {
    return this.facts.get().challenge
  }

  protected set(part: Partial<Facts>): void {
    if (!this.isClosed) this.facts.set({ ...this.facts.get(), ...part })
  }

  /** The session after a proof: the end, or the stage that follows. */
  protected conclude(session: Session): void {
    const next = session.challenge
    if (next && isNextStage(this.challenge, next)) this.adopt(next)
    else this.finish(session)
  }

  /** @returns the failure, if `isHandled` leaves it to the caller. */
  protected inTurn(action: () => Promise<void>, isHandled: (error: CallError) => boolean = never) {
    return this.turns.take(async () => (this.isClosed ? undefined : this.settle(action, isHandled)))
  }

  private take(next: Challenge): void {
    const before = this.challenge
    const isStranger = before?.id === next.id && next.strangers > before.strangers
    this.set({ challenge: next, isOffline: false, ...(isStranger && { strangerAt: this.ports.now() }) })
  }

  private listen(): void {
    this.stream?.stop()
    this.stream = this.ports.listen({
      news: (state) => this.hear(state),
      tick: () => this.recover(),
      gone: () => this.ask(() => this.look()),
      silent: () => this.ask(() => this.reread()),
    })
  }

  private hear(state: ChallengeNews): void {
    const mine = this.challenge
    if (!mine || this.isClosed) return
    // Our own renewal, or the stage that our own proof began, may be told before it is answered.
    if (state.id !== mine.id) return this.turns.isFree ? this.set({ isReplaced: true }) : undefined
    this.take({ ...mine, ...state, tickets: mine.tickets })
    if (state.status === 'redeemed') this.ask(() => this.look())
    else if (state.status === 'pending' && state.tickets !== mine.tickets) this.ask(() => this.catchUp(state.tickets))
    else this.recover()
  }

  /** The server is heard: what waited for it goes on. Whether the two digits are asked is not in the news, so the challenge is read once more. */
  private recover(): void {
    this.set({ isOffline: false })
    if (this.challenge?.status === 'approved' && !this.challenge.needsNumber) this.ask(() => this.reread())
  }

  private async catchUp(tickets: number): Promise<void> {
    if (this.challenge?.tickets !== tickets) await this.reread()
  }

  private async reread(): Promise<void> {
    const next = await this.ports.call('GET /api/challenge')
    if (isNextStage(this.challenge, next)) return this.adopt(next)
    if (next.id !== this.challenge?.id) return this.set({ isReplaced: true })
    this.take(next)
    if (next.status === 'approved' && !next.needsNumber) await this.redeem(next.id)
  }

  private async redeem(challenge: string): Promise<void> {
    try {
      this.conclude(await this.ports.call('POST /api/challenge/redeem', { input: { challenge } }))
    } catch (error) {
      // The answer may be lost although the proof is done: our old cookie may still ask.
      if (asCallError(error).code !== 'offline') throw error
      await this.look()
    }
  }

  /** Asks what this browser is now. @throws CallError('offline'). */
  private async look(): Promise<void> {
    const session = await this.ports.call('GET /api/session')
    const next = session.challenge
    const verdict = verdictOn(this.challenge, session)
    if (verdict === 'nobody') this.end()
    else if (verdict === 'done') this.finish(session)
    else if (verdict === 'next') this.adopt(next!)
    else if (verdict === 'same') this.take(next!)
    else if (verdict === 'replaced') this.set({ isReplaced: true })
    else this.set({ problem: new CallError('challenge.expired') })
  }

  private finish(session: Session): void {
    if (!this.isClosed) this.outcome.done(session)
    this.close()
  }

  private end(): void {
    if (!this.isClosed) this.outcome.ended()
    this.close()
  }

  /** What the news ask for waits while something else is under way. */
  private ask(action: () => Promise<void>): void {
    this.turns.whenFree(() => void this.inTurn(action))
  }

  private async settle(action: () => Promise<void>, isHandled: (error: CallError) => boolean) {
    try {
      await action()
    } catch (thrown) {
      const error = asCallError(thrown)
      if (!isHandled(error)) return void (await this.fail(error))
      // What was asked without an answer may have been done.
      if (error.code === 'offline') await this.look().catch(() => undefined)
      return this.isClosed ? undefined : error
    }
  }

  private async fail(error: CallError): Promise<void> {
    if (error.code === 'offline') return this.set({ isOffline: true })
    if (isSessionOver(error)) return this.end()
    if (error.code === 'challenge.replaced') return this.set({ isReplaced: true })
    if (error.code === 'number.wrong' && this.challenge)
      return this.take({ ...this.challenge, status: 'denied', denial: 'wrong-number' })
    if (isStale(error)) return this.look().catch((second: unknown) => this.fail(asCallError(second)))
    this.set({ problem: error })
  }
}
