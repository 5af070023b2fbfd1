import { CallError } from '../../../shared/client.ts'
import type { End } from '../../../shared/messages/phone-ends.ts'
import { limits } from '../../../shared/limits.ts'
import type { Call } from '../session/session.ts'
import { Store } from '../store.ts'
import {
  type Answer,
  endOfProblem,
  hasTrustSwitch,
  type Open,
  outageEnd,
  type Said,
  type Scan,
  screenOf,
  type Stage,
} from './stage.ts'

/** What was scanned, and how: WeChat's number of the way in. */
export interface Reading {
  ticket: string
  scene: number
}

export interface FlowParts {
  call: Call
  /** A fresh wx.login code. Rejects with CallError. */
  login: () => Promise<string>
  /** As WeChat names it: ios, android, windows … */
  platform: () => string
  /** This phone's clock, milliseconds. */
  now: () => number
}

const silent: Said = { answer: null, hadDigits: false }
const codeOf = (error: unknown) => (error instanceof CallError ? error.code : 'internal')

/** One scan from the QR to its end. `tick` is called every second while the page is seen. */
export class ScanFlow {
  readonly stage = new Store<Stage>({ is: 'loading' })
  readonly #parts: FlowParts
  #reading: Reading | undefined
  #said = silent
  #askedAt = 0
  #isSending = false
  /** Counts starts: what belongs to an earlier scan is dropped when it arrives. */
  #run = 0

  constructor(parts: FlowParts) {
    this.#parts = parts
  }

  end(end: End): void {
    this.stage.set({ is: 'end', end })
  }

  async start(reading: Reading): Promise<void> {
    const run = ++this.#run
    this.#reading = reading
    this.#said = silent
    this.stage.set({ is: 'loading' })
    const input = { ...reading, platform: this.#parts.platform() }
    try {
      const scan = await this.#parts.call('POST /api/phone/scans', { input })
      if (run === this.#run) this.#show(scan)
    } catch (error) {
      const code = codeOf(error)
      if (run === this.#run) this.end(endOfProblem(code) ?? outageEnd(code))
    }
  }

  async again(): Promise<void> {
    if (this.#reading) await this.start(this.#reading)
  }

  async answer(answer: Answer): Promise<void> {
    const open = this.#open()
    if (!open || open.busy) return
    const run = this.#run
    const isAgain = this.#said.answer !== null
    this.stage.set({ ...open, busy: answer, trouble: null })
    this.#said = { ...this.#said, answer }
    try {
      const scan = await this.#send(open, answer)
      if (run === this.#run) this.#show(scan)
    } catch (error) {
      if (run === this.#run) await this.#failed(answer, codeOf(error), isAgain)
    }
  }

  /** The switch 信任此设备: told with 确认, not before. */
  setTrust(trusts: boolean): void {
    const open = this.#open()
    if (open && !open.busy) this.stage.set({ ...open, trusts })
  }

  /** The page is seen again: what became of the scan is asked before anything is said. */
  async look(): Promise<void> {
    const stage = this.stage.get()
    if (stage.is === 'end' && stage.end === 'offline') return this.again()
    const open = this.#open()
    if (!open || open.busy) return
    this.stage.set({ ...open, busy: 'look' })
    await this.#ask()
  }

  tick(): void {
    const open = this.#open()
    if (!open || open.busy) return
    const isOver = secondsLeft(open, this.#parts.now()) === 0
    const isDue = this.#parts.now() - this.#askedAt >= limits.scanPoll
    if ((open.is !== 'ask' || isOver) && isDue) void this.#ask()
  }

  #open(): Open | undefined {
    const stage = this.stage.get()
    return stage.is === 'ask' || stage.is === 'digits' || stage.is === 'waiting' ? stage : undefined
  }

  /** Decides with a wx.login code of this moment; one more when WeChat refuses it. */
  async #send({ scan, trusts }: Open, answer: Answer): Promise<Scan> {
    const trust = answer === 'approve' && scan.asksTrust ? { trust: trusts } : {}
    const post = async () => {
      const input = { answer, purpose: scan.purpose, code: await this.#parts.login(), ...trust }
      return this.#parts.call('POST /api/phone/scans/:scan/answer', { params: { scan: scan.scan }, input })
    }
    this.#isSending = true
    try {
      return await post().catch((error: unknown) => {
        if (codeOf(error) !== 'wechat.code') throw error
        return post()
      })
    } finally {
      this.#isSending = false
    }
  }

  async #failed(answer: Answer, code: CallError['code'], isAgain: boolean): Promise<void> {
    const open = this.#open()
    if (!open) return
    // Perhaps an earlier answer of this phone, whose reply was lost, is what it was used for.
    if (code === 'scan.used' || (isAgain && code === 'scan.not-found')) return this.#ask('used')
    const end = endOfProblem(code)
    if (end) this.end(end)
    else this.stage.set({ ...open, busy: null, trouble: { answer, code } })
  }

  /** @param otherwise the end when the server does not tell. */
  async #ask(otherwise?: End): Promise<void> {
    const open = this.#open()
    if (!open) return
    const run = this.#run
    this.#askedAt = this.#parts.now()
    try {
      const scan = await this.#parts.call('GET /api/phone/scans/:scan', { params: { scan: open.scan.scan } })
      if (run === this.#run && !this.#isSending) this.#show(scan)
    } catch (error) {
      if (run === this.#run && !this.#isSending) this.#lost(codeOf(error), otherwise)
    }
  }

  #lost(code: CallError['code'], otherwise: End | undefined): void {
    const open = this.#open()
    const wasHandled = open?.trouble && code === 'scan.not-found'
    const end = otherwise ?? (wasHandled ? 'used' : endOfProblem(code))
    if (end) return this.end(end)
    if (!open) return
    // With an answer on its way nobody here knows how it ended: the page goes on asking.
    const isOver = open.is === 'ask' && !open.trouble && secondsLeft(open, this.#parts.now()) === 0
    if (isOver) this.end('expired')
    else this.stage.set({ ...open, busy: null, isCutOff: true })
  }

  #show(scan: Scan): void {
    const before = this.#open()
    const screen = screenOf(scan, this.#said)
    if (screen === 'expired') return this.end(screen)
    if (screen !== 'ask' && screen !== 'digits' && screen !== 'waiting')
      return this.stage.set({ is: 'outcome', outcome: screen, scan })
    if (screen === 'digits') this.#said = { ...this.#said, hadDigits: true }
    const now = this.#parts.now()
    this.stage.set({
      is: screen,
      scan,
      offset: Date.parse(scan.now) - now,
      since: before?.since ?? now,
      // A choice once made stays; the browser may still tick its box while the question stands.
      trusts: before && hasTrustSwitch(before.scan) ? before.trusts : hasTrustSwitch(scan),
      busy: null,
      trouble: null,
      isCutOff: false,
    })
  }
}

/** Whole seconds until the present state ends, by the server's clock. */
export const secondsLeft = ({ scan, offset }: Open, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(scan.until) - now - offset) / 1_000))
