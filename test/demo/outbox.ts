import { mailSent, smsSent, wechatSent } from './messages.ts'
import type { Phones } from './phones.ts'
import type { Standins } from './standins.ts'
import type { Sent } from './state.ts'

/** What left the product for people: mails, text messages, subscription messages of WeChat. */
export class Outbox {
  readonly #standins: Omit<Standins, 'environment'>
  readonly #phones: Pick<Phones, 'named'>
  /** Ids of messages that were cleared away. */
  readonly #cleared = new Set<string>()

  constructor(standins: Omit<Standins, 'environment'>, phones: Pick<Phones, 'named'>) {
    this.#standins = standins
    this.#phones = phones
  }

  /** The newest first. */
  async read(): Promise<Sent[]> {
    return (await this.#all()).filter(({ id }) => !this.#cleared.has(id))
  }

  async clear(): Promise<void> {
    for (const { id } of await this.#all()) this.#cleared.add(id)
  }

  async #all(): Promise<Sent[]> {
    const { mail, sms } = this.#standins
    const [mails, texts, wechats] = await Promise.all([mail.mails(), sms.sent(), this.#wechats()])
    const all = [...mails.map(mailSent), ...texts.map(smsSent), ...wechats]
    // Of two at the same moment the later one comes first too: the order of equals is kept.
    return all.reverse().sort((one, other) => other.at - one.at)
  }

  async #wechats(): Promise<Sent[]> {
    const sent: Sent[] = []
    for (const message of await this.#standins.wechat.messages()) {
      const to = await this.#phones.named(message.openid)
      if (to) sent.push(wechatSent(message, to))
    }
    return sent
  }
}
