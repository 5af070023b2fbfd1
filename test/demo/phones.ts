import type { WechatControl } from '../standins/wechat/control.ts'
import type { Scanned } from '../standins/wechat/scan.ts'
import type { Camera } from './camera.ts'
import { phoneNames, type PhoneName } from './state.ts'

/** Whose WeChat is on the phone, by its name at the stand-in: the same openid each time. */
const wechats: Record<PhoneName, string> = { one: 'zhangming', two: 'somebody-else' }

export interface Sight {
  link: string
  /** How WeChat enters the mini-program by this link, or that a browser opens. */
  entered: Scanned
}

/** The two phones as far as they are outside the mini-program: their WeChat, their camera, and what the server says of them. */
export class Phones {
  readonly #wechat: WechatControl
  readonly #camera: Camera
  readonly #server: string
  /** The bearer token that the phone used last. */
  readonly #authorization = new Map<PhoneName, string>()
  readonly #isBound = new Map<PhoneName, boolean>()

  constructor(wechat: WechatControl, camera: Camera, server: string) {
    this.#wechat = wechat
    this.#camera = camera
    this.#server = server
  }

  login = (phone: PhoneName): Promise<string> => this.#wechat.phone(wechats[phone]).login()

  async subscribe(phone: PhoneName, templateIds: readonly string[]): Promise<void> {
    for (const id of templateIds) await this.#wechat.phone(wechats[phone]).subscribe(id)
  }

  /** @returns nothing when no QR is to be seen. */
  async scan(phone: PhoneName): Promise<Sight | undefined> {
    const link = this.#camera.link()
    return link ? { link, entered: await this.#wechat.phone(wechats[phone]).scan(link) } : undefined
  }

  /** Notes what the phone calls the server with. */
  heard(phone: PhoneName, authorization: string | undefined): void {
    if (authorization) this.#authorization.set(phone, authorization)
  }

  /** Asks the server, as the phone, whether a mailbox is bound to its WeChat. @returns null as long as nobody knows. */
  async isBound(phone: PhoneName): Promise<boolean | null> {
    const authorization = this.#authorization.get(phone)
    if (!authorization) return null
    const answer = await fetch(`${this.#server}/api/phone/codes`, { headers: { authorization } })
    const { mailboxes } = (await answer.json()) as { mailboxes?: unknown[] }
    if (mailboxes) this.#isBound.set(phone, mailboxes.length > 0)
    return this.#isBound.get(phone) ?? null
  }

  /** Which phone has this openid. */
  async named(openid: string): Promise<PhoneName | undefined> {
    for (const phone of phoneNames) if ((await this.#wechat.phone(wechats[phone]).set()).openid === openid) return phone
    return undefined
  }
}
