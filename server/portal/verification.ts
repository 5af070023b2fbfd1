import { CallError } from '../../shared/client.ts'
import type { FactorKind } from '../../shared/factors.ts'
import type { Challenge, ChallengeNews, Session } from './answers.ts'
import { asCallError, belongsToField, isSessionOver, isStale, nothing, type Facts } from './facts.ts'
import type { Listening } from './news.ts'
import { browserPorts, type Outcome, type Ports } from './ports.ts'
import { createStore } from './store.ts'

/** One challenge as a page follows it, whatever its purpose: news, renewal, the two digits, a typed code, the lost answer. */
export class Verification {
  readonly facts = createStore<Facts>(nothing)
  private readonly outcome: Outcome
  private readonly ports: Ports
  private stream: Listening | undefined
  private tail: Promise<unknown> = Promise.resolve()
  private inFlight = 0
  private isClosed = false

  constructor(outcome: Outcome, ports: Ports = browserPorts) {
    this.outcome = outcome
    this.ports = ports
  }

  /** Begins with a new challenge, or takes over the one of another tab. */
  start(begin: () => Promise<Challenge>): Promise<void> {
    return this.wish(async () => this.adopt(await begin()))
  }

  /** The challenge of an answer is the present one; a new one has a stream of its own. */
  adopt(next: Challenge): void {
    if (this.isClosed) return
    const isNew = this.challenge?.id !== next.id
    this.take(next)
    this.set({ problem: null, isReplaced: false })
    if (isNew) this.listen()
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

  /** @returns what is wrong with the typed code, if that can be corrected. */
  answer(kind: FactorKind, code: string): Promise<CallError | undefined> {
    return this.guess((challenge) =>
      this.ports.call('POST /api/challenge/answer', { input: { challenge, kind, code } }),
    )
  }

  /** @returns what is wrong with the two digits, if that can be corrected; a wrong number ends the challenge. */
  match(number: string): Promise<CallError | undefined> {
    return this.guess((challenge) => this.ports.call('POST /api/challenge/redeem', { input: { challenge, number } }))
  }

  close(): void {
    this.isClosed = true
    this.stream?.stop()
  }

  private get challenge(): Challenge | null {
    return this.facts.get().challenge
  }

  private set(part: Partial<Facts>): void {
    if (!this.isClosed) this.facts.set({ ...this.facts.get(), ...part })
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
    // Our own renewal may be told before it is answered.
    if (state.id !== mine.id) return this.inFlight === 0 ? this.set({ isReplaced: true }) : undefined
    this.take({ ...mine, ...state, tickets: mine.tickets })
    if (state.status === 'redeemed') this.ask(() => this.look())
    else if (state.status === 'pending' && state.tickets !== mine.tickets) this.ask(() => this.reread())
    else this.recover()
  }

  /** The server is heard: what waited for it goes on. Whether the two digits are asked is not in the news, so the challenge is read once more. */
  private recover(): void {
    this.set({ isOffline: false })
    if (this.challenge?.status === 'approved' && !this.challenge.needsNumber) this.ask(() => this.reread())
  }

  private async reread(): Promise<void> {
    const next = await this.ports.call('GET /api/challenge')
    if (next.id !== this.challenge?.id) return this.set({ isReplaced: true })
    this.take(next)
    if (next.status === 'approved' && !next.needsNumber) await this.redeem(next.id)
  }

  private async redeem(challenge: string): Promise<void> {
    try {
      this.finish(await this.ports.call('POST /api/challenge/redeem', { input: { challenge } }))
    } catch (error) {
      // The answer may be lost although the sign-in is done: our old cookie may still ask.
      if (asCallError(error).code !== 'offline') throw error
      await this.look()
    }
  }

  private guess(send: (challenge: string) => Promise<Session>): Promise<CallError | undefined> {
    return this.inTurn(async () => {
      const id = this.challenge?.id
      if (id !== undefined) this.finish(await send(id))
    }, belongsToField)
  }

  /** Asks what this browser is now. @throws CallError('offline'). */
  private async look(): Promise<void> {
    const session = await this.ports.call('GET /api/session')
    const mine = this.challenge
    const next = session.challenge
    const isLogin = (mine?.purpose ?? 'login') === 'login'
    if (session.state === 'anonymous') return this.end()
    if (isLogin ? session.state === 'signed-in' : next === null) return this.finish(session)
    if (next === null) return this.set({ problem: new CallError('challenge.expired') })
    if (next.id !== mine?.id) return this.set({ isReplaced: true })
    this.take(next)
  }

  private finish(session: Session): void {
    if (!this.isClosed) this.outcome.done(session)
    this.close()
  }

  private end(): void {
    if (!this.isClosed) this.outcome.ended()
    this.close()
  }

  /** What the user asked for waits its turn and is shown as busy. */
  private async wish(action: () => Promise<void>): Promise<void> {
    this.set({ isBusy: true })
    await this.inTurn(action)
    this.set({ isBusy: false })
  }

  /** What the news ask for is left out while something else is under way: more news will come. */
  private ask(action: () => Promise<void>): void {
    if (this.inFlight === 0) void this.inTurn(action)
  }

  /** @returns the failure, if `isHandled` leaves it to the caller. */
  private async inTurn(
    action: () => Promise<void>,
    isHandled: (error: CallError) => boolean = () => false,
  ): Promise<CallError | undefined> {
    this.inFlight += 1
    const turn = this.tail.then(() => (this.isClosed ? undefined : this.settle(action, isHandled)))
    this.tail = turn.catch(() => undefined)
    return turn.finally(() => (this.inFlight -= 1))
  }

  private async settle(
    action: () => Promise<void>,
    isHandled: (error: CallError) => boolean,
  ): Promise<CallError | undefined> {
    try {
      await action()
    } catch (thrown) {
      const error = asCallError(thrown)
      if (!isHandled(error)) return void (await this.fail(error))
      // A guess without an answer may have been right.
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
