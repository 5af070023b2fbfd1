import type { Server } from 'node:http'
import { Camera } from './camera.ts'
import type { Child } from './child.ts'
import { createConsole } from './console.ts'
import { close, listen, type Port } from './listen.ts'
import { Outbox } from './outbox.ts'
import { Phones } from './phones.ts'
import { putMailbox, startProduct } from './product.ts'
import { createPortalProxy } from './proxy.ts'
import { startStandins, type Standins } from './standins.ts'

export interface DemoSettings {
  console: Port
  portal: Port
  /** Absolute; keeps the database and its key from one run to the next. */
  dataDir: string
}

const domain = 'cqu.edu.cn'
const account = { address: `zhangming@${domain}`, password: 'demo-password' }

/** Everything that `npm start` runs on this machine. */
export class Demo {
  readonly account = account
  consoleUrl = ''
  portalUrl = ''
  readonly #settings: DemoSettings
  readonly #stops: (() => Promise<void>)[] = []
  #lost: (how: string) => void = () => undefined
  /** Settles with one line when a part of it ends by itself. */
  readonly lost = new Promise<string>((resolve) => (this.#lost = resolve))

  constructor(settings: DemoSettings) {
    this.#settings = settings
  }

  /** @throws Error when a part does not start; what did start is still to be stopped. */
  async start(): Promise<void> {
    const { portal, dataDir } = this.#settings
    const camera = new Camera()
    let server = ''
    const proxy = this.#door(createPortalProxy(camera, () => server))
    this.portalUrl = await listen(proxy, portal)
    const standins = await startStandins(this.portalUrl, domain, this.#keep)
    const settings = { publicUrl: this.portalUrl, outside: standins.environment, dataDir }
    const product = await startProduct(settings, this.#keep)
    await putMailbox(account.address, account.password, settings)
    server = product
    await this.#open(server, standins, camera)
  }

  async stop(): Promise<void> {
    await Promise.all(this.#stops.splice(0).map((stop) => stop()))
  }

  async #open(server: string, standins: Standins, camera: Camera): Promise<void> {
    const phones = new Phones(standins.wechat, camera, server)
    const parts = { portal: this.portalUrl, server, account, phones, outbox: new Outbox(standins, phones) }
    this.consoleUrl = await listen(this.#door(createConsole(parts)), this.#settings.console)
  }

  #door(server: Server): Server {
    this.#stops.push(() => close(server))
    return server
  }

  readonly #keep = (child: Child): Child => {
    this.#stops.push(() => child.stop())
    void child.ended.then(this.#lost)
    return child
  }
}
