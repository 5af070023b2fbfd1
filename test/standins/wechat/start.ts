import { close, listen } from '../control-listener.ts'
import { createControl } from './control-api.ts'
import { connectWechatControl } from './control.ts'
import type { WechatControl } from './control.ts'
import type { LinkRule } from './link-rules.ts'
import { createWire } from './wire.ts'
import { createWorld, defaultApp } from './world.ts'
import type { AppSettings } from './world.ts'

export interface WechatStandinOptions {
  /** A free one when absent. */
  port?: number
  controlPort?: number
  /** The default app when absent. What a setting does not name is as in the default app. */
  apps?: readonly AppSettings[]
  /** Link rules of the first app; their pages count as published. */
  rules?: readonly LinkRule[]
}

export interface WechatStandin {
  /** What the product calls instead of https://api.weixin.qq.com. */
  url: string
  controlUrl: string
  /** The first app's. */
  appid: string
  secret: string
  control: WechatControl
  stop(): Promise<void>
}

function withRules([first = {}, ...others]: readonly AppSettings[], rules: readonly LinkRule[]): AppSettings[] {
  const pages = [...(first.pages ?? defaultApp.pages), ...rules.map((rule) => rule.page)]
  return [{ ...first, pages: [...new Set(pages)], rules: [...(first.rules ?? []), ...rules] }, ...others]
}

/** A stand-in for WeChat's servers on loopback: the wire, and a control listener for phones, clock and faults. */
export async function startWechatStandin(options: WechatStandinOptions = {}): Promise<WechatStandin> {
  const apps = withRules(options.apps ?? [], options.rules ?? [])
  const world = createWorld(apps)
  const [{ appid, secret } = defaultApp] = world.apps.values()
  const servers = [createWire(world), createControl(world, apps)] as const
  const url = await listen(servers[0], options.port ?? 0)
  const controlUrl = await listen(servers[1], options.controlPort ?? 0)
  const stop = async () => void (await Promise.all(servers.map(close)))
  return { url, controlUrl, appid, secret, control: connectWechatControl(controlUrl), stop }
}
