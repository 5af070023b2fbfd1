interface Prompt {
  shape: string
  url?: string | null
  until?: string
}

/** The part of the portal's answers that matters here: a session with its challenge, or a challenge. */
interface Answer {
  state?: string
  challenge?: Answer | null
  prompts?: Prompt[]
}

interface Shown {
  link: string
  until: number
  /** Session cookie of the browser that shows it. */
  browser: string
}

/** What a phone that is held in front of the screen can see: the newest QR on a page, known from the answers that the page was given. */
export class Camera {
  #shown: Shown | undefined

  /** @param before session cookie that came with the question. @param after the one that the browser has now. */
  look(body: unknown, before: string, after: string): void {
    if (this.#shown?.browser === before) this.#shown.browser = after
    const answer = body as Answer
    const challenge = answer.state === undefined ? answer : answer.challenge
    if (challenge && !challenge.prompts) return
    const prompt = challenge?.prompts?.find(({ shape }) => shape === 'scan')
    if (prompt?.url) this.#shown = { link: prompt.url, until: Date.parse(prompt.until ?? ''), browser: after }
    else if (this.#shown?.browser === after) this.#shown = undefined
  }

  /** The text of the QR, undefined when none is to be seen. */
  link(now = Date.now()): string | undefined {
    return this.#shown && this.#shown.until > now ? this.#shown.link : undefined
  }
}
