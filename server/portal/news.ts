import { limits } from '../../shared/limits.ts'
import type { ChallengeNews } from './answers.ts'
import { clock } from './clock.ts'

export interface Hearer {
  /** The state of the challenge, first on every (re)connect and at each change. */
  news(state: ChallengeNews): void
  /** The server is there and nothing has changed. */
  tick(): void
  /** The session or the challenge no longer exists. */
  gone(): void
  /** Nothing was heard, or the stream broke: called at once and again every limits.pollWithoutStream until it is back. */
  silent(): void
}

export interface Listening {
  stop(): void
}

const closed = 2 // EventSource.CLOSED, which the tests' double does not have

/** The one live connection of a waiting page (server-sent events, same origin, cookie). */
export class NewsStream implements Listening {
  private source: EventSource
  private silence: ReturnType<typeof setTimeout> | undefined
  private polling: ReturnType<typeof setInterval> | undefined
  private readonly hearer: Hearer
  private readonly connect: () => EventSource

  constructor(hearer: Hearer, connect = () => new EventSource('/api/challenge/events')) {
    this.hearer = hearer
    this.connect = connect
    this.source = this.tune()
    this.expect()
    globalThis.addEventListener?.('offline', this.lose)
    globalThis.addEventListener?.('online', this.ask)
  }

  stop(): void {
    this.source.close()
    clearTimeout(this.silence)
    clearInterval(this.polling)
    globalThis.removeEventListener?.('offline', this.lose)
    globalThis.removeEventListener?.('online', this.ask)
  }

  private tune(): EventSource {
    const source = this.connect()
    source.addEventListener('challenge', (event: MessageEvent<string>) => {
      const state = JSON.parse(event.data) as ChallengeNews
      clock.sync(state.now)
      this.heard()
      this.hearer.news(state)
    })
    source.addEventListener('tick', () => {
      this.heard()
      this.hearer.tick()
    })
    source.addEventListener('gone', () => {
      source.close()
      this.hearer.gone()
    })
    source.addEventListener('error', this.lose)
    return source
  }

  private expect(): void {
    clearTimeout(this.silence)
    // A connection that is only half open never reports an error: it is given up for a new one.
    this.silence = setTimeout(() => {
      this.source.close()
      this.lose()
    }, limits.streamSilence)
  }

  private heard(): void {
    clearInterval(this.polling)
    this.polling = undefined
    this.expect()
  }

  private readonly lose = (): void => {
    if (this.polling !== undefined) return
    this.polling = setInterval(this.ask, limits.pollWithoutStream)
    this.ask()
  }

  private readonly ask = (): void => {
    if (this.polling === undefined) return
    if (this.source.readyState === closed) this.source = this.tune()
    this.hearer.silent()
  }
}
