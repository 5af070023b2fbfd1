import type { WechatControl } from '../standins/wechat/control.ts'
import type { Phones } from './phones.ts'
import type { Sent } from './state.ts'

/** What left the product for people: subscription messages of WeChat. */
export class Outbox {
  readonly #wechat: WechatControl
  readonly #phones: Phones
  /** Messages that were cleared away. */
  #cleared = 0

  constructor(wechat: WechatControl, phones: Phones) {
    this.#wechat = wechat
    this.#phones = phones
  }

  /** The newest first. */
  async read(): Promise<Sent[]> {
    const messages = (await this.#wechat.messages()).slice(this.#cleared)
    const sent: Sent[] = []
    for (const { msgid, openid, at, data } of messages) {
      const to = await this.#phones.named(openid)
      if (to) sent.unshift({ id: msgid, to, at, lines: Object.values(data).map(({ value }) => value) })
    }
    return sent
  }

  async clear(): Promise<void> {
    this.#cleared = (await this.#wechat.messages()).length
  }
}
